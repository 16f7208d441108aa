package org.tenantry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
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
}
