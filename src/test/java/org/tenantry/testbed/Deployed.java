package org.tenantry.testbed;

import java.io.File;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The one deployment that all integration tests share: the WAR as it is built, with the tests that run inside it. */
@ArquillianSuiteDeployment
public class Deployed {
    @Deployment
    public static WebArchive war() {
        var war = ShrinkWrap.createFromZipFile(
                WebArchive.class, new File(System.getProperty("testbed.target"), "tenantry.war"));
        war.addPackages(true, Filters.include(".*/(Shop|[A-Za-z]*(?<!Browser)IT)(\\$.*)?\\.class$"), "org.tenantry");
        war.addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class));
        return war;
    }

    private static File jarOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
