package org.tenantry.web.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Bed;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** Invoices and statements over HTTP: for the company's admins and the operator, and for nobody else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class InvoicePagesIT {
    private static final String ADMIN = "anna@acme.example";

    private final String number = "T-" + Ids.next().toString().substring(24);
    private UUID invoice;
    private String conversation;

    @BeforeEach
    void plant() throws SQLException {
        conversation = asked(ADMIN).getString("conversation");
        asked("abel@acme.example");
        invoice = PlantedInvoice.finalised("Acme", number);
    }

    @Test
    void the_list_shows_it_and_keeps_to_the_state_that_is_asked_for() {
        var anna = Visitor.signedIn(ADMIN);
        assertThat(anna.get("/admin/invoices.xhtml").body()).contains(number, "$36.90", "To be paid", "id=" + invoice);
        assertThat(anna.get("/admin/invoices.xhtml?state=FINALISED").body()).contains(number);
        assertThat(anna.get("/admin/invoices.xhtml?state=PAID").body()).doesNotContain(number);
        assertThat(anna.get("/admin/invoices.xhtml?page=900000").body()).contains("No invoices");
        for (var wrong : List.of("state=NONE", "page=-1", "page=x", "page=99999999999")) {
            assertThat(anna.get("/admin/invoices.xhtml?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void the_paper_stands_on_the_page_on_the_print_page_and_in_the_pdf() {
        var anna = Visitor.signedIn(ADMIN);
        for (var path : List.of("/admin/invoice.xhtml?id=", "/admin/invoice-print.xhtml?id=")) {
            assertThat(anna.get(path + invoice).body())
                    .contains(number, "桦木 &lt;b&gt;科技&lt;/b&gt;", "91310115MA1K35XX0Y", "Team, seats", "22 of 30 days")
                    .contains("Exact sum", "Paid from allowance and credit", "Rounding", "$36.90", "VAT 19%");
        }
        var pdf = anna.get("/invoice-paper/" + invoice);
        assertThat(pdf.body()).startsWith("%PDF-");
        assertThat(pdf.headers().firstValue("Content-Type").orElse("")).startsWith("application/pdf");
        assertThat(pdf.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + number + ".pdf\"");
        assertThat(pdf.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void a_line_of_use_opens_to_days_a_day_to_calls_and_an_own_call_to_its_conversation() {
        var anna = Visitor.signedIn(ADMIN);
        var page = anna.get("/admin/invoice.xhtml?id=" + invoice).body();
        var calls = calls(anna, page);
        assertThat(calls).contains("Anna", "Abel", "Private", "/chat/index.xhtml?c=" + conversation);
        assertThat(calls).doesNotContain("say it again");
        for (var wrong :
                List.of("&line=77", "&line=x", "&line=1&day=x", "&line=1&day=2031-01-01&page=-1", "&line=100")) {
            assertThat(anna.get("/admin/invoice.xhtml?id=" + invoice + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(404);
        }
        assertThat(anna.get("/admin/invoice.xhtml?id=" + invoice + "&line=1&day=2031-01-01")
                        .body())
                .contains("No use is kept");
    }

    @Test
    void to_anybody_else_it_is_not_there() {
        var paths = List.of(
                "/admin/invoice.xhtml?id=" + invoice,
                "/admin/invoice.xhtml?id=" + invoice + "&line=1",
                "/admin/invoice-print.xhtml?id=" + invoice,
                "/invoice-paper/" + invoice);
        var yara = Visitor.signedIn("yara@yew.example");
        var abel = Visitor.signedIn("abel@acme.example");
        var nobody = new Visitor(Bed.server());
        for (var path : paths) {
            assertThat(yara.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(yara.get(path).body()).doesNotContain(number);
            assertThat(abel.get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(nobody.get(path).statusCode()).as(path).isIn(302, 401);
        }
        assertThat(yara.get("/admin/invoices.xhtml").body()).doesNotContain(number);
        assertThat(yara.get("/operator/invoice.xhtml?id=" + invoice).statusCode())
                .isEqualTo(403);
        for (var wrong : List.of("/invoice-paper/", "/invoice-paper/x", "/invoice-paper/" + Ids.next())) {
            assertThat(yara.get(wrong).statusCode()).as(wrong).isEqualTo(404);
        }
    }

    @Test
    void the_operator_sees_every_company_s_and_may_filter_them() {
        var operator = Visitor.signedIn(Bed.OPERATOR);
        assertThat(operator.get("/operator/invoices.xhtml?state=FINALISED").body())
                .contains(number, "Acme");
        assertThat(operator.get("/operator/invoices.xhtml?tenant=" + Ids.next()).body())
                .doesNotContain(number);
        var page = operator.get("/operator/invoice.xhtml?id=" + invoice).body();
        assertThat(page).contains(number, "91310115MA1K35XX0Y");
        assertThat(calls(operator, page))
                .containsAnyOf("Output tokens", "输出 token")
                .doesNotContain("Anna", "/chat/index.xhtml?c=");
        assertThat(operator.get("/operator/invoice-print.xhtml?id=" + invoice).body())
                .contains(number);
        assertThat(operator.get("/invoice-paper/" + invoice).body()).startsWith("%PDF-");
        assertThat(operator.get("/operator/invoice.xhtml?id=" + Ids.next()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_fapiao_is_asked_for_with_a_button_and_noted_by_the_operator() {
        var anna = Visitor.signedIn(ADMIN);
        var operator = Visitor.signedIn(Bed.OPERATOR);
        var page = "/admin/invoice.xhtml?id=" + invoice;
        assertThat(anna.submit(page, "fapiao", Map.of()).statusCode()).isEqualTo(302);
        assertThat(anna.get(page).body()).contains("Requested").doesNotContain("<form id=\"fapiao\"");
        operator.submit("/operator/invoice.xhtml?id=" + invoice, "fapiao", Map.of("number", "2431 0001"));
        assertThat(anna.get(page).body()).contains("Issued, no. 2431 0001");
    }

    @Test
    void statements_are_files_for_admins_only() {
        var anna = Visitor.signedIn(ADMIN);
        assertThat(anna.get("/admin/statement.xhtml").body())
                .contains("Opening balance", "Closing balance", "/statement/csv?first=");
        var days = "?first=2020-01-01&last=2098-12-31";
        var csv = anna.get("/statement/csv" + days);
        assertThat(csv.body()).startsWith("\uFEFFNo.,").contains("Start", number, "Closing balance");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"statement-2020-01-01-2098-12-31.csv\"");
        assertThat(anna.get("/statement/xlsx" + days).body()).startsWith("PK");
        assertThat(anna.get("/statement/pdf" + days).body()).startsWith("%PDF-");
        assertThat(anna.get("/statement/csv").statusCode()).isEqualTo(200);
        assertThat(anna.get("/statement/docx").statusCode()).isEqualTo(404);
        for (var wrong :
                List.of("first=x", "last=2031-02-30", "first=2031-02-02&last=2031-02-01", "first=0001-01-01")) {
            assertThat(anna.get("/statement/csv?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
            assertThat(anna.get("/admin/statement.xhtml?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        for (var file : List.of("csv", "xlsx", "pdf")) {
            assertThat(Visitor.signedIn("abel@acme.example")
                            .get("/statement/" + file)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(new Visitor(Bed.server()).get("/statement/" + file).statusCode())
                    .isIn(302, 401);
            assertThat(Visitor.signedIn("yara@yew.example")
                            .get("/statement/" + file + days)
                            .body())
                    .doesNotContain(number);
        }
    }

    private static jakarta.json.JsonObject asked(String email) throws SQLException {
        var visitor = Visitor.signedIn(email);
        var asked = visitor.ask(model(), "A question: say it again");
        assertThat(visitor.listen(asked.getJsonObject("answer").getString("id")))
                .contains("event: done");
        return asked;
    }

    /** The calls of every day of every line of use, the newest of each. */
    private static String calls(Visitor reader, String page) {
        return links(page, "line=\\d+#days")
                .flatMap(line -> links(reader.get(line).body(), "day=[0-9-]+#calls"))
                .map(day -> reader.get(day).body())
                .collect(Collectors.joining());
    }

    private static Stream<String> links(String page, String ending) {
        var found = Pattern.compile("href=\"([^\"]*" + ending + ")\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&").replaceAll("#.*", ""))
                .distinct()
                .toList();
        assertThat(found).as(ending).isNotEmpty();
        return found.stream();
    }

    private static String model() throws SQLException {
        try (var connection = Bed.database();
                var query = connection.createStatement();
                var rows = query.executeQuery("SELECT id FROM model WHERE name = 'stub-echo'")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
