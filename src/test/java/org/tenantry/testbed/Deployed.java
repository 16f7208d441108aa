package org.tenantry.testbed;

import com.google.gson.Gson;
import com.stripe.StripeClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The one deployment that all integration tests share: the WAR as it is built, with the tests that run inside it. */
@ArquillianSuiteDeployment
public class Deployed {
    @Deployment
    public static WebArchive war() {
        var war = ShrinkWrap.createFromZipFile(
                WebArchive.class, new File(System.getProperty("testbed.target"), "tenantry.war"));
        war.addPackages(
                true,
                Filters.include(
                        ".*/(Asking|Shop|PlayedClock|Tariff|Postbox|Together|StripeTells|[A-Za-z]*(?<!Browser|Client)IT)(\\$.*)?\\.class$"),
                "org.tenantry");
        war.setWebXML(new StringAsset(openToTheRunner(war)));
        war.addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class));
        war.addAsLibraries(jarOf(StripeClient.class), jarOf(Gson.class));
        return war;
    }

    /** The address through which tests are run inside the server needs no sign-in here; the product has no such hole. */
    private static String openToTheRunner(WebArchive war) {
        try (var in = war.get("WEB-INF/web.xml").getAsset().openStream()) {
            var xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return xml.replace(
                    "</web-app>",
                    "<security-constraint><web-resource-collection><web-resource-name>runner</web-resource-name>"
                            + "<url-pattern>/ArquillianServletRunnerEE9</url-pattern></web-resource-collection>"
                            + "</security-constraint></web-app>");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static File jarOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
