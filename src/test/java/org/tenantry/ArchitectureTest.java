package org.tenantry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.Entity;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Holds the code to the drawing in docs/rooms.puml and to the rules of the house. */
@AnalyzeClasses(packages = "org.tenantry", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_follow_the_drawing = classes()
            .should(adhereToPlantUmlDiagram(
                    Path.of("docs/rooms.puml"), consideringOnlyDependenciesInAnyPackage("org.tenantry..")));

    @ArchTest
    static final ArchRule rooms_have_no_cycles =
            slices().matching("org.tenantry.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_noise_names = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|DTO|VO|Facade|Wrapper|ServiceBean|Service)");

    @ArchTest
    static final ArchRule only_the_guarded_doors_lead_out = noClasses()
            .that()
            .resideOutsideOfPackages("org.tenantry.gateway..", "org.tenantry.guard..", "org.tenantry.launch..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.net.http..",
                            "org.apache.hc..",
                            "jakarta.ws.rs.client..",
                            "org.eclipse.microprofile.rest.client..")
                    .or(assignableTo(URLConnection.class))
                    .or(assignableTo(Socket.class))
                    .or(assignableTo(SocketChannel.class))
                    .or(assignableTo(AsynchronousSocketChannel.class)))
            .because("whatever leaves the server goes through gateway or guard, which bound and check it");

    @ArchTest
    static final ArchRule an_adapter_knows_no_tenant_and_no_money = noClasses()
            .that()
            .resideInAPackage("org.tenantry.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tenantry.tenancy..", "org.tenantry.metering..", "org.tenantry.ledger..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("org\\.tenantry\\.values\\.(Money|Price|TenantId|MemberId|WalletId)");

    @ArchTest
    static final ArchRule faces_stays_with_the_pages = noClasses()
            .that()
            .resideOutsideOfPackages("org.tenantry.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.faces..", "org.primefaces..");

    @ArchTest
    static final ArchRule requests_come_in_through_two_doors = noClasses()
            .that()
            .resideOutsideOfPackages("org.tenantry.web..", "org.tenantry.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule pages_never_touch_the_database = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.tenantry.web..", "org.tenantry.api..", "org.tenantry.gateway..", "org.tenantry.guard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule no_clock_but_the_injected_one = noClasses()
            .that()
            .resideOutsideOfPackage("org.tenantry.launch..")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.name("now"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(JavaClass.Predicates.resideInAPackage("java.time.."))))
                    .and(DescribedPredicate.describe(
                            "without a clock",
                            call -> call.getTarget().getRawParameterTypes().isEmpty())));

    @ArchTest
    static final ArchRule no_floating_point_near_money_or_tokens = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    "org.tenantry.values..",
                    "org.tenantry.ledger..",
                    "org.tenantry.metering..",
                    "org.tenantry.models..",
                    "org.tenantry.calls..")
            .should()
            .haveRawType("double")
            .orShould()
            .haveRawType("float");

    @ArchTest
    static final ArchRule entities_have_verbs_and_no_setters = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveNameStartingWith("set");

    @ArchTest
    static final ArchRule no_transaction_inside_another =
            noClasses().should().accessField(TransactionAttributeType.class, "REQUIRES_NEW");
}
