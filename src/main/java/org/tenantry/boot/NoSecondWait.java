package org.tenantry.boot;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Lets nobody wait again for a connection once the pool had none within its time. EclipseLink would ask three times
 * more for each statement that reads, so that half a minute went by before a page could tell its reader to come back.
 */
public class NoSecondWait implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        ((DatabaseLogin) session.getDatasourceLogin()).setQueryRetryAttemptCount(0);
    }
}
