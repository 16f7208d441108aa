package org.tenantry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.testbed.Shop.USD;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tenantry.metering.CallEnd;
import org.tenantry.metering.Meter;
import org.tenantry.metering.Wish;
import org.tenantry.tenancy.Caller;
import org.tenantry.tenancy.SignedIn;
import org.tenantry.tenancy.Theme;
import org.tenantry.testbed.PlayedClock;
import org.tenantry.testbed.Shop;
import org.tenantry.values.Forbidden;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.Money;
import org.tenantry.values.RequestId;
import org.tenantry.values.TokenUsage;
import org.tenantry.web.Voice;
import org.tenantry.web.papers.StatementPapers;

/** A wallet over any days, on the real database: nothing is lost between two statements, on paper or in a file. */
@ExtendWith(ArquillianExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatementIT {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Inject
    Shop shop;

    @Inject
    Statements statements;

    @Inject
    StatementPapers papers;

    @Inject
    Lots lots;

    @Inject
    Meter meter;

    @AfterEach
    void back() {
        PlayedClock.real();
    }

    @Test
    void opening_and_changes_make_the_closing_for_any_days_and_statements_join() {
        var caller = busy(NEW_YORK);
        var first = LocalDate.parse("2031-02-26");
        for (int from = 0; from < 12; from++) {
            for (int length = 0; length < 12 - from; length++) {
                var a = statements.statement(caller, first.plusDays(from), first.plusDays(from + length));
                assertThat(a.opening().plus(a.in()).plus(a.out())).isEqualTo(a.closing());
                var b = statements.statement(caller, first.plusDays(from + length + 1), first.plusDays(30));
                assertThat(b.opening()).isEqualTo(a.closing());
                var moved = statements.movements(caller, a, 0, a.opening(), 500);
                assertThat(moved).hasSize((int) a.count());
                var end = moved.isEmpty()
                        ? a.opening()
                        : moved.get(moved.size() - 1).balance();
                assertThat(end).isEqualTo(a.closing());
            }
        }
        var all = statements.statement(caller, first.minusDays(60), first.plusDays(60));
        assertThat(all.closing()).isEqualTo(statements.wallet(caller).available());
        assertThat(all.totals()).extracting(Statement.Total::kind).contains(Posting.Kind.GRANT, Posting.Kind.SETTLE);
    }

    @Test
    void a_day_is_a_day_where_the_tenant_is_also_when_clocks_change() {
        // New York moves its clocks on 9 March 2031: that day has 23 hours, from 05:00 to 04:00 UTC
        for (var zone : List.of(NEW_YORK, SHANGHAI)) {
            var caller = shop.customer(0, zone);
            var day = LocalDate.parse("2031-03-09");
            var start = day.atStartOfDay(zone).toInstant();
            var end = day.plusDays(1).atStartOfDay(zone).toInstant();
            credit(caller, start.minusMillis(1), 1);
            credit(caller, start, 10);
            credit(caller, end.minusMillis(1), 100);
            credit(caller, end, 1000);
            var statement = statements.statement(caller, day, day);
            assertThat(statement.opening().nanos()).isEqualTo(1);
            assertThat(statement.in().nanos()).isEqualTo(110);
            assertThat(statement.closing().nanos()).isEqualTo(111);
        }
        assertThat(LocalDate.parse("2031-03-10").atStartOfDay(NEW_YORK).toInstant())
                .isEqualTo(Instant.parse("2031-03-10T04:00:00Z"));
    }

    @Test
    void movements_come_in_steps_with_their_entries_by_kind_and_none_twice() {
        var caller = busy(SHANGHAI);
        var statement = statements.statement(caller, LocalDate.parse("2031-01-01"), LocalDate.parse("2031-12-31"));
        var balance = statement.opening();
        long after = 0;
        long seen = 0;
        var next = statements.movements(caller, statement, after, balance, 2);
        while (!next.isEmpty()) {
            assertThat(next).hasSizeLessThanOrEqualTo(2);
            for (var movement : next) {
                balance = balance.plus(movement.change());
                assertThat(movement.balance()).isEqualTo(balance);
                var ofLots = movement.lots().values().stream().reduce(Money.zero(USD), Money::plus);
                var others = movement.accounts().values().stream().reduce(Money.zero(USD), Money::plus);
                assertThat(ofLots).isEqualTo(movement.change());
                assertThat(others).isEqualTo(movement.change().negated());
                after = movement.seq();
                seen++;
            }
            next = statements.movements(caller, statement, after, balance, 2);
        }
        assertThat(seen).isEqualTo(statement.count());
        assertThat(balance).isEqualTo(statement.closing());
    }

    @Test
    void what_is_posted_while_somebody_reads_belongs_to_the_next_reading() {
        var caller = busy(SHANGHAI);
        var before = statements.statement(caller, LocalDate.parse("2031-01-01"), LocalDate.parse("2031-12-31"));
        credit(caller, Instant.parse("2031-03-20T00:00:00Z"), 77);
        assertThat(statements.movements(caller, before, 0, before.opening(), 500))
                .hasSize((int) before.count());
    }

    @Test
    void a_csv_can_be_read_again_to_the_last_nano_and_runs_no_formula() throws IOException {
        var caller = busy(SHANGHAI);
        credit(caller, Instant.parse("2031-03-05T01:00:00Z"), 5, "=HYPERLINK(\"http://x\"),\n\"quoted\" 桦木");
        var statement = statements.statement(caller, LocalDate.parse("2031-03-01"), LocalDate.parse("2031-03-31"));
        var out = new ByteArrayOutputStream();
        papers.csv(signedIn(caller), statement, voice(Locale.CHINESE), out);
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF序号,");
        List<CsvRecord> rows;
        try (var reader = CsvReader.builder().ofCsvRecord(text.substring(1))) {
            rows = reader.stream().toList();
        }
        assertThat(rows).hasSize((int) statement.count() + 3);
        assertThat(new BigDecimal(rows.get(1).getField(6)))
                .isEqualByComparingTo(statement.opening().units());
        var sum = statement.opening().units();
        for (var row : rows.subList(2, rows.size() - 1)) {
            sum = sum.add(new BigDecimal(row.getField(5)));
            assertThat(new BigDecimal(row.getField(6))).isEqualByComparingTo(sum);
        }
        assertThat(new BigDecimal(rows.get(rows.size() - 1).getField(6)))
                .isEqualByComparingTo(statement.closing().units())
                .isEqualByComparingTo(sum);
        assertThat(rows).extracting(row -> row.getField(4)).contains("'=HYPERLINK(\"http://x\"),\n\"quoted\" 桦木");
        assertThat(rows.get(2).getField(1)).endsWith("+08:00");
    }

    @Test
    void an_xlsx_has_numbers_as_numbers_and_times_as_times() throws IOException {
        var caller = busy(SHANGHAI);
        var statement = statements.statement(caller, LocalDate.parse("2031-01-01"), LocalDate.parse("2031-12-31"));
        var out = new ByteArrayOutputStream();
        papers.xlsx(signedIn(caller), statement, voice(Locale.ENGLISH), out);
        var parts = unzipped(out.toByteArray());
        var sheet = parts.get("xl/worksheets/sheet1.xml");
        assertThat(sheet.split("<row ", -1)).hasSize((int) statement.count() + 4);
        assertThat(sheet).contains("<v>" + statement.closing().units() + "</v>");
        assertThat(sheet).contains("Answer paid").doesNotContain("<f>");
        assertThat(parts.get("xl/styles.xml")).contains("yyyy-mm-dd hh:mm:ss", "#,##0.00#######");
    }

    @Test
    void a_pdf_is_made_of_it() {
        var caller = busy(NEW_YORK);
        var statement = statements.statement(caller, LocalDate.parse("2031-01-01"), LocalDate.parse("2031-12-31"));
        var out = new ByteArrayOutputStream();
        papers.pdf(signedIn(caller), statement, voice(Locale.CHINESE), out);
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        assertThat(papers.paper(signedIn(caller), statement, voice(Locale.CHINESE))
                        .body())
                .contains("期初余额", "America/New_York");
    }

    @Test
    void only_admins_read_it_and_only_for_days_that_are_days() {
        var caller = busy(SHANGHAI);
        var day = LocalDate.parse("2031-03-01");
        var colleague = shop.colleague(caller);
        assertThatThrownBy(() -> statements.statement(colleague, day, day)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> statements.statement(caller, day, day.minusDays(1)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> statements.statement(caller, LocalDate.MIN, LocalDate.MAX))
                .isInstanceOf(InvalidInput.class);
        for (var wrong : List.of("", "tomorrow", "2031-02-30", "9999999999-01-01")) {
            assertThatThrownBy(() -> papers.statement(caller, wrong, null, day)).isInstanceOf(InvalidInput.class);
        }
        var stranger = shop.customer(3, SHANGHAI);
        var theirs = statements.statement(caller, day.minusYears(1), day.plusYears(1));
        assertThat(statements.movements(stranger, theirs, 0, theirs.opening(), 500))
                .extracting(Statement.Movement::note)
                .doesNotContain("Credit", "Gift");
    }

    /** A fortnight with credit every day and an answer paid every other day, from two kinds of credit. */
    private Caller busy(ZoneId zone) {
        PlayedClock.at("2031-02-25T12:00:00Z");
        var caller = shop.customer(0, zone);
        var model = shop.model("10", "30");
        var start = Instant.parse("2031-02-27T04:30:00Z");
        for (int day = 0; day < 8; day++) {
            var at = start.plusSeconds(day * 86_400L);
            credit(caller, at, 3_000_000);
            PlayedClock.at(at.plusSeconds(1));
            lots.credit(caller.tenant(), LotKind.PROMO, new Money(700_000, USD), Optional.empty(), ref(), "Gift");
            if (day % 2 == 0) {
                var wish = new Wish(RequestId.next(), Wish.Origin.CHAT, model, 10, true, 10, ref(), "body", null);
                var held = meter.hold(caller, wish);
                meter.end(held.id(), new Meter.Ended(CallEnd.DONE, TokenUsage.of(10, 10), 10, null));
            }
        }
        return caller;
    }

    private void credit(Caller caller, Instant at, long nanos) {
        credit(caller, at, nanos, "Credit");
    }

    private void credit(Caller caller, Instant at, long nanos, String note) {
        PlayedClock.at(at);
        lots.credit(caller.tenant(), LotKind.PAID, new Money(nanos, USD), Optional.empty(), ref(), note);
    }

    private static String ref() {
        return Ids.next().toString();
    }

    private static SignedIn signedIn(Caller caller) {
        return new SignedIn(caller, "Admin", "a@test.example", "桦木", Theme.SYSTEM);
    }

    private static Voice voice(Locale locale) {
        return new Voice(locale, SHANGHAI);
    }

    private static Map<String, String> unzipped(byte[] file) throws IOException {
        var parts = new HashMap<String, String>();
        var path = Files.createTempFile("statement", ".xlsx");
        Files.write(path, file);
        try (var zip = new ZipFile(path.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                try (var in = zip.getInputStream(entry)) {
                    parts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } finally {
            Files.delete(path);
        }
        return parts;
    }
}
