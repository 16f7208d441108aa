package org.tenantry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.servlet.annotation.WebServlet;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.tenantry.testbed.Contract;

/** Holds openapi.json to the servlets of the door, in both directions, and the page for people to openapi.json. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DescriptionTest {
    private static final Contract CONTRACT = Contract.OF_THE_API;
    private static final List<String> VERBS = List.of("Get", "Post", "Put", "Patch", "Delete");

    @Test
    void every_route_of_the_door_is_described_and_no_other() {
        var described = CONTRACT.operations().stream()
                .filter(one -> !one.path().startsWith("/api/v1/"))
                .map(one -> one.toString().replaceAll("\\{[^}]*}", "*"))
                .collect(Collectors.toCollection(TreeSet::new));
        var served = served();
        assertThat(served).contains("POST /v1/chat/completions", "GET /v1/models/*");
        assertThat(described).isEqualTo(served);
    }

    private static TreeSet<String> served() {
        var served = new TreeSet<String>();
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.tenantry.api");
        for (var servlet : classes) {
            if (servlet.isAnnotatedWith(WebServlet.class) && !servlet.isEquivalentTo(NowhereServlet.class)) {
                for (var pattern : servlet.getAnnotationOfType(WebServlet.class).urlPatterns()) {
                    VERBS.stream()
                            .filter(verb -> servlet.getMethods().stream()
                                    .anyMatch(method -> method.getName().equals("do" + verb)))
                            .map(verb -> verb.toUpperCase(Locale.ROOT) + " " + pattern)
                            .filter(route -> !DoorFilter.OPEN.contains(pattern))
                            .forEach(served::add);
                }
            }
        }
        return served;
    }

    @Test
    void the_page_shows_every_route_and_every_form_and_leads_nowhere_else() {
        for (var locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            var page = new DescriptionPage(new Speech(locale, ZoneOffset.UTC), CONTRACT.document()).html();
            assertThat(page)
                    .contains("<html lang=\"" + locale.getLanguage() + "\"")
                    .doesNotContain("api.docs.");
            assertThat(CONTRACT.operations()).allSatisfy(one -> assertThat(page)
                    .contains(">" + one.method() + "</span> <code>" + one.path() + "</code>"));
            var ids = all(page, " id=\"([^\"]*)\"");
            assertThat(ids).doesNotHaveDuplicates().containsAll(all(page, "href=\"#([^\"]*)\""));
            for (var element : List.of("details", "section", "dl", "dd", "dt", "div", "p")) {
                assertThat(all(page, "(<" + element + ")[ >]"))
                        .as(element)
                        .hasSameSizeAs(all(page, "(</" + element + ">)"));
            }
        }
    }

    @Test
    void what_a_page_shows_is_no_markup() {
        assertThat(new Markup().raw("<b>").text("<i a=\"&\">").toString())
                .isEqualTo("<b>&lt;i a=&quot;&amp;&quot;&gt;");
    }

    private static List<String> all(String text, String pattern) {
        return Arrays.asList(java.util.regex.Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toArray(String[]::new));
    }
}
