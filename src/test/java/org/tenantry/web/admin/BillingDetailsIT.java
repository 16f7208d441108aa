package org.tenantry.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tenantry.testbed.Chatter.number;
import static org.tenantry.testbed.Chatter.text;

import java.sql.SQLException;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.testbed.Firm;
import org.tenantry.testbed.Newcomer;
import org.tenantry.testbed.Visitor;
import org.tenantry.values.Ids;

/** Whom to bill, typed well and badly, over HTTP. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@DisplayNameGeneration(ReplaceUnderscores.class)
class BillingDetailsIT {
    private static final String PAGE = "/admin/billing.xhtml";

    private Firm firm;
    private Visitor admin;

    @BeforeEach
    void open() throws SQLException {
        firm = Firm.open("Details " + Ids.next());
        admin = Visitor.signedIn(firm.admin().email());
    }

    @Test
    void what_is_typed_is_kept_whatever_it_looks_like() {
        var hostile = "<script>alert(1)</script> 北京“某某”公司 & Söhne";
        var saved = admin.submit(
                PAGE,
                "details",
                Map.of(
                        "name", hostile,
                        "taxId", "91110000MA01ABCD2X",
                        "address", "北京市\r\n朝阳区",
                        "bank", "招商银行",
                        "bankAccount", "1109 0000 1234",
                        "phone", "+86 10 1234",
                        "email", "bills@firm.example"));
        assertThat(saved.statusCode()).isEqualTo(302);
        var page = admin.get(PAGE).body();
        assertThat(page).contains("Saved.").contains("91110000MA01ABCD2X", "招商银行", "bills@firm.example");
        assertThat(page).doesNotContain("<script>alert(1)");
        assertThat(read("legal_name")).isEqualTo(hostile);
        assertThat(read("address")).isEqualTo("北京市\n朝阳区");
        assertThat(number(
                        "SELECT COUNT(*) FROM audit_event WHERE tenant_id = ? AND act = 'billing.details'",
                        firm.tenant().toString()))
                .isOne();
    }

    @Test
    void what_cannot_stand_on_an_invoice_is_refused_and_stays_typed() {
        refused("name", "   ", "");
        refused("name", "n".repeat(201), "longer than 200");
        refused("name", "a\u0007b", "longer than 200");
        refused("taxId", "9".repeat(61), "longer than 60");
        refused("bank", "b".repeat(201), "longer than 200");
        refused("bankAccount", "1".repeat(61), "longer than 60");
        refused("phone", "1".repeat(41), "longer than 40");
        refused("address", "x".repeat(501), "longer than 500");
        refused("email", "no address", "");
        refused("email", "a@b,c@d", "");
        assertThat(read("legal_name")).isNull();
    }

    @Test
    void a_member_who_manages_nothing_sees_nothing() throws SQLException {
        var member = Newcomer.person();
        member.joins(firm.tenant(), "MEMBER");
        var visitor = Visitor.signedIn(member.email());
        for (var page : new String[] {PAGE, "/admin/plan.xhtml", "/admin/seats.xhtml", "/account/me.xhtml"}) {
            assertThat(visitor.get(page).statusCode()).as(page).isEqualTo(403);
        }
    }

    private void refused(String field, String typed, String why) {
        var answer = admin.submit(
                PAGE, "details", field.equals("name") ? Map.of(field, typed) : Map.of("name", "Firm", field, typed));
        assertThat(answer.statusCode()).as(field + " " + typed).isEqualTo(200);
        assertThat(answer.body()).containsAnyOf("class=\"bad\"", "field-error").contains(why);
    }

    private String read(String column) {
        return text(
                "SELECT " + column + " FROM billing_account WHERE tenant_id = ?",
                firm.tenant().toString());
    }
}
