package org.tenantry.boot;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** The driver's data source without its distributed-transaction face, so that the server uses plain local transactions. */
public class TenantryDataSource implements DataSource {
    private final MariaDbDataSource driver;

    public TenantryDataSource() throws SQLException {
        driver = new MariaDbDataSource();
    }

    public String getUrl() throws SQLException {
        return driver.getUrl();
    }

    public void setUrl(String url) throws SQLException {
        driver.setUrl(url);
    }

    public String getUser() {
        return driver.getUser();
    }

    public void setUser(String user) throws SQLException {
        driver.setUser(user);
    }

    public void setPassword(String password) throws SQLException {
        driver.setPassword(password);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return driver.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return driver.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return driver.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        driver.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        driver.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> face) throws SQLException {
        return driver.unwrap(face);
    }

    @Override
    public boolean isWrapperFor(Class<?> face) throws SQLException {
        return driver.isWrapperFor(face);
    }
}
