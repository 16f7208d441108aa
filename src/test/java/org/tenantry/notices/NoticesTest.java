package org.tenantry.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tenantry.values.Money;

/** What the mails say, in both languages, and that nothing hostile gets into them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NoticesTest {
    private static final Properties ENGLISH = sentences("Notices.properties");
    private static final Properties CHINESE = sentences("Notices_zh.properties");
    private static final Recipient ANN = new Recipient("ann@a.example", Locale.US, ZoneId.of("America/New_York"));
    private static final Recipient BAO = new Recipient("bao@b.example", Locale.CHINA, ZoneId.of("Asia/Shanghai"));
    private static final Money DUE = Money.of(1_234_500_000_000L, "USD");
    private static final LocalDate DAY = LocalDate.of(2031, 3, 14);
    private static final LocalDate LATER = LocalDate.of(2031, 3, 28);

    /** Every kind with arguments in the order that its callers give them. */
    private static final Map<String, List<Object>> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("invoice.finalised", List.of("INV-7", DUE, DAY, "Acme")),
            Map.entry("invoice.paid", List.of("INV-7", DUE, "Acme")),
            Map.entry("invoice.reminder", List.of("INV-7", DUE, DAY, 9, LATER, "Acme")),
            Map.entry("invoice.warning", List.of("INV-7", DUE, DAY, LATER, "Acme")),
            Map.entry("invoice.suspended", List.of("INV-7", DUE, LATER, "Acme")),
            Map.entry("invoice.ended", List.of("INV-7", DUE, "Acme")),
            Map.entry("service.lifted", List.of("Acme")),
            Map.entry("trial.ending", List.of("Team", DAY, DUE, "Acme")),
            Map.entry("trial.ended", List.of("Team", "Acme")),
            Map.entry("subscription.started", List.of("Team", 12, "Acme")),
            Map.entry("subscription.changed", List.of("Team", 1, "Acme")),
            Map.entry("subscription.ended", List.of("Team", "Acme")),
            Map.entry("renewal.failed", List.of("Team", DUE, Money.of(0, "USD"), "Acme")),
            Map.entry("allowance.mark", List.of(95, DUE, DUE, "Acme")),
            Map.entry("payment.received", List.of(DUE, "O-1", "Acme")),
            Map.entry("payment.failed", List.of(DUE, "O-1", "card declined", "Acme")),
            Map.entry("topup.rest", List.of(DUE, Instant.parse("2031-03-14T16:30:00Z"), "Acme")),
            Map.entry("refund.done", List.of(DUE, "O-1", "Acme")),
            Map.entry("tenant.parked", List.of("Acme", "two closers")),
            Map.entry("accuracy.off", List.of("GPT 4o", new BigDecimal("2.75"), new BigDecimal("0.10"), 61)),
            Map.entry("test", List.of("op@x.example"))));

    static Stream<String> kinds() {
        return KINDS.keySet().stream();
    }

    @Test
    void both_languages_have_the_same_sentences_with_the_same_places() {
        assertThat(CHINESE.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(ENGLISH.stringPropertyNames());
        assertThat(ENGLISH.stringPropertyNames())
                .allSatisfy(key -> assertThat(places(CHINESE, key)).as(key).isEqualTo(places(ENGLISH, key)));
        assertThat(ENGLISH.stringPropertyNames().stream()
                        .filter(key -> !key.equals("notices.link"))
                        .map(key -> key.replaceAll("^notices\\.|\\.(subject|body)$", ""))
                        .collect(Collectors.toSet()))
                .isEqualTo(KINDS.keySet());
    }

    @Test
    void no_sentence_has_an_apostrophe_that_would_swallow_its_places() {
        assertThat(Stream.concat(ENGLISH.values().stream(), CHINESE.values().stream()))
                .noneMatch(sentence -> sentence.toString().contains("'"));
    }

    @Test
    void no_key_is_given_twice() throws IOException {
        for (var name : List.of("Notices.properties", "Notices_zh.properties")) {
            var keys = Files.readAllLines(Path.of("src/main/resources/org/tenantry/notices", name)).stream()
                    .filter(line -> !line.startsWith("#") && line.contains("="))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .toList();
            assertThat(keys).as(name).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_argument_is_said_and_no_place_is_left_open(String kind) {
        var arguments = KINDS.get(kind);
        for (var reader : List.of(ANN, BAO)) {
            var letter = letter(kind, reader, arguments.toArray());
            assertThat(letter.subject() + letter.body()).doesNotContain("{", "}", "USD", "2031-");
            assertThat(letter.subject()).doesNotContain("\n").isNotBlank();
            assertThat(letter.body().lines().count()).isGreaterThanOrEqualTo(3);
            arguments.stream().filter(String.class::isInstance).forEach(text -> assertThat(letter.body())
                    .contains((String) text));
        }
        var places = new MessageFormat(ENGLISH.getProperty("notices." + kind + ".body")).getFormatsByArgumentIndex();
        assertThat(places).hasSize(arguments.size());
    }

    @Test
    void amounts_days_and_moments_are_written_as_each_recipient_reads_them() {
        var reminder = KINDS.get("invoice.reminder").toArray();
        assertThat(letter("invoice.reminder", ANN, reminder))
                .isEqualTo(
                        new Letter(
                                "Reminder: invoice INV-7 for Acme is overdue",
                                """
                        Invoice INV-7 for Acme is overdue: $1,234.50 were due on Mar 14, 2031, 9 days ago.

                        Please pay it now. As long as it stays unpaid, the service is suspended from Mar 28, 2031 on. \
                        If you have paid in the meantime, you need not do anything."""));
        assertThat(letter("invoice.reminder", BAO, reminder))
                .isEqualTo(
                        new Letter(
                                "付款提醒：Acme 的账单 INV-7 已逾期",
                                """
                        Acme 的账单 INV-7 已逾期 9 天：应付 US$1,234.50，到期日为 2031年3月14日。

                        请尽快付款。付清之前，服务自 2031年3月28日 起停用。如您已付款，请忽略本邮件。"""));
        var rest = KINDS.get("topup.rest").toArray();
        assertThat(letter("topup.rest", ANN, rest).body()).contains("until Mar 14, 2031 12:30");
        assertThat(letter("topup.rest", BAO, rest).body()).contains("2031年3月15日 00:30");
        assertThat(letter("subscription.changed", ANN, "Team", 1, "Acme").body())
                .contains("with one seat.");
        assertThat(letter("subscription.changed", ANN, "Team", 1200, "Acme").body())
                .contains("with 1,200 seats.");
    }

    @Test
    void a_language_without_sentences_reads_english_and_every_kind_of_chinese_reads_chinese() {
        var german = new Recipient("d@d.example", Locale.GERMANY, ZoneId.of("Europe/Berlin"));
        var taiwan = new Recipient("t@t.example", Locale.forLanguageTag("zh-Hant-TW"), ZoneId.of("Asia/Taipei"));
        assertThat(letter("service.lifted", german, "Acme").subject())
                .isEqualTo("The service for Acme is available again");
        assertThat(letter("service.lifted", taiwan, "Acme").subject()).isEqualTo("Acme 的服务已恢复");
    }

    @Test
    void the_address_of_the_product_stands_at_the_end_when_it_is_known() {
        assertThat(Letter.of("service.lifted", ANN, Optional.of("https://chat.example"), "Acme")
                        .body())
                .endsWith("\n\nOpen it here: https://chat.example");
        assertThat(settings("tenantry.base.url", "https://chat.example//").baseUrl())
                .contains("https://chat.example");
        assertThat(settings("tenantry.base.url", "javascript:alert(1)").baseUrl())
                .isEmpty();
        assertThat(settings().baseUrl()).isEmpty();
    }

    @Test
    void hostile_text_brings_no_line_and_no_place_of_its_own() {
        var letter = letter("service.lifted", ANN, "Evil\r\nBcc: all@x.example\r\n\r\n{0} ''{1}\u202Egnp\u2028end");
        assertThat(letter.subject())
                .isEqualTo("The service for Evil Bcc: all@x.example {0} ''{1} gnp end is available again");
        assertThat(letter.body()).startsWith("The service for Evil Bcc: all@x.example {0} ''{1} gnp end is");
        assertThat(letter("service.lifted", ANN, "😀".repeat(300)).subject())
                .hasSizeLessThanOrEqualTo(200)
                .matches("The service for (😀)+…");
        assertThat(letter("service.lifted", ANN, "").body()).startsWith("The service for");
    }

    @Test
    void a_kind_that_has_no_sentences_is_a_mistake_that_is_noticed_at_once() {
        assertThatThrownBy(() -> letter("no.such", ANN)).isInstanceOf(MissingResourceException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nobody",
                "@x.example",
                "a@",
                "a@b@c.example",
                "a b@x.example",
                "a@x.example\r\nBcc: c@x.example",
                "a@x.example,b@x.example",
                "a@x.example b@x.example",
                "<a@x.example>",
                "\"a\"@x.example",
                "a@x.example\u0000",
                "ä@x.example",
                "a@-x.example",
                "a@[127.0.0.1]"
            })
    void what_cannot_be_an_address_is_none(String text) {
        assertThat(Addresses.one(text)).isEmpty();
    }

    @Test
    void addresses_are_read_as_they_go_over_the_wire() {
        assertThat(Addresses.one(" ann+x@a.example ")).contains("ann+x@a.example");
        assertThat(Addresses.one("operator@localhost")).contains("operator@localhost");
        assertThat(Addresses.one("bao@例子.中国")).contains("bao@xn--fsqu00a.xn--fiqs8s");
        assertThat(Addresses.one("a@" + "b".repeat(300) + ".example")).isEmpty();
        assertThat(Addresses.one("a".repeat(250) + "@b.example")).isEmpty();
        assertThat(Addresses.sender("Example Chat <billing@a.example>")
                        .orElseThrow()
                        .getPersonal())
                .isEqualTo("Example Chat");
        assertThat(Addresses.sender("a@a.example, b@b.example")).isEmpty();
        assertThat(Addresses.sender("Example Chat")).isEmpty();
    }

    @Test
    void settings_that_cannot_be_used_are_named() {
        assertThat(settings().problem()).contains(MailSettings.Problem.NO_HOST);
        assertThat(settings("tenantry.mail.host", "m").problem()).contains(MailSettings.Problem.FROM);
        assertThat(usable().problem()).isEmpty();
        assertThat(usable().port()).contains(587);
        assertThat(usable("tenantry.mail.tls", "TLS").port()).contains(465);
        assertThat(usable("tenantry.mail.tls", "none").port()).contains(25);
        assertThat(usable("tenantry.mail.tls", "ssl").problem()).contains(MailSettings.Problem.TLS);
        for (var port : List.of("0", "65536", "-1", "25x", "99999999999")) {
            assertThat(usable("tenantry.mail.port", port).problem()).as(port).contains(MailSettings.Problem.PORT);
        }
    }

    @Test
    void the_pause_doubles_from_a_minute_and_never_exceeds_six_hours() {
        assertThat(Stream.of(1, 2, 3, 7, 8, 9, 10, 11, 40).map(Deliveries::pauseMinutes))
                .containsExactly(1, 2, 4, 64, 128, 256, 360, 360, 360);
    }

    static MailSettings usable(String... more) {
        var all = new String[] {"tenantry.mail.host", "m.example", "tenantry.mail.from", "n@a.example"};
        return settings(Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new));
    }

    static MailSettings settings(String... namesAndValues) {
        var set = new TreeMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            set.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new MailSettings() {
            @Override
            Optional<String> raw(String name) {
                return Optional.ofNullable(set.get(name)).filter(value -> !value.isBlank());
            }
        };
    }

    private static Letter letter(String kind, Recipient reader, Object... arguments) {
        return Letter.of(kind, reader, Optional.empty(), arguments);
    }

    private static int places(Properties sentences, String key) {
        return new MessageFormat(sentences.getProperty(key), Locale.ENGLISH).getFormatsByArgumentIndex().length;
    }

    private static Properties sentences(String name) {
        try (var in = NoticesTest.class.getResourceAsStream("/org/tenantry/notices/" + name);
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            var all = new Properties();
            all.load(reader);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
