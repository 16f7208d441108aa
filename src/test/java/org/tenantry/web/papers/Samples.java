package org.tenantry.web.papers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.tenantry.billing.InvoiceDraft.Kind;
import org.tenantry.billing.InvoicePaper;
import org.tenantry.billing.Invoices;
import org.tenantry.billing.Party;
import org.tenantry.billing.Tax;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.DaySpan;
import org.tenantry.values.Ids;
import org.tenantry.values.Money;
import org.tenantry.values.Proration;
import org.tenantry.values.TenantId;
import org.tenantry.web.Voice;

/** Papers as a test needs them, without a database. */
final class Samples {
    static final Currency CNY = Currency.getInstance("CNY");
    static final Voice CHINESE = new Voice(Locale.forLanguageTag("zh-CN"), ZoneId.of("Asia/Shanghai"));
    static final Voice ENGLISH = new Voice(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));
    static final DaySpan NOVEMBER = new DaySpan(LocalDate.parse("2031-11-01"), LocalDate.parse("2031-12-01"));

    private static final Tax VAT = new Tax("增值税 VAT", 600);

    private Samples() {}

    /** An invoice with every kind of line, and as many lines of use as wanted. */
    static InvoicePaper invoice(String buyer, int uses) {
        var lines = new ArrayList<InvoicePaper.Line>();
        for (int i = 1; i <= uses; i++) {
            lines.add(line(Kind.USAGE, "GPT-5 mini " + i, null, 1_234_567 + i, null, "12.345678901", "10", "2.35"));
        }
        lines.add(line(Kind.BASE, "团队版", null, 1, "199", "199", "0", "199"));
        lines.add(line(Kind.SEATS, "团队版", new Proration(22, 30), 3, "30", "66", "0", "66"));
        lines.add(line(Kind.BASE_CREDIT, "入门版", new Proration(22, 30), 1, "50", "-36.67", "0", "-36.67"));
        lines.add(line(Kind.ROUNDING, "", null, 1, null, "-0.01", "0", "-0.01"));
        var net = lines.stream().map(InvoicePaper.Line::amount).reduce(Money.zero(CNY), Money::plus);
        var tax = lines.stream().map(InvoicePaper.Line::taxAmount).reduce(Money.zero(CNY), Money::plus);
        return new InvoicePaper(
                Ids.next(),
                new TenantId(Ids.next()),
                buyer,
                "INV-000042",
                InvoicePaper.Kind.PERIOD,
                Invoices.State.FINALISED,
                new Party(
                        "Example Hosting GmbH",
                        "Lindenstraße 7\n10969 Berlin\nGermany",
                        "DE123456789",
                        "Beispielbank",
                        "DE02 1203 0000 0000 2020 51",
                        "",
                        "billing@hosting.example"),
                new Party(
                        buyer,
                        "上海市浦东新区世纪大道 100 号\n环球金融中心 31 楼",
                        "91310115MA1K35XX0Y",
                        "中国工商银行上海分行",
                        "1001 2345 6789 0123 456",
                        "021-5555 0100",
                        "ap@birch.example"),
                LocalDate.parse("2031-12-02"),
                LocalDate.parse("2031-12-16"),
                14,
                NOVEMBER,
                ZoneId.of("Asia/Shanghai"),
                lines,
                new InvoicePaper.Sums(net, tax, net.plus(tax), money("100"), money("10")),
                List.of(new InvoicePaper.Credit("CN-000003", LocalDate.parse("2031-12-05"), money("10"), "重复计费")),
                InvoicePaper.Fapiao.REQUESTED,
                "");
    }

    private static InvoicePaper.Line line(
            Kind kind,
            String subject,
            Proration share,
            long quantity,
            String unit,
            String exact,
            String settled,
            String amount) {
        return new InvoicePaper.Line(
                1,
                kind,
                subject,
                NOVEMBER,
                share,
                quantity,
                unit == null ? null : money(unit),
                money(exact),
                money(settled),
                money(amount),
                VAT,
                VAT.on(money(amount)),
                Ids.next(),
                null,
                null,
                false);
    }

    static Money money(String units) {
        return Money.of(new BigDecimal(units), CNY);
    }

    static Caller admin() {
        return new Caller(
                null, new TenantId(Ids.next()), null, true, false, Locale.ENGLISH, ZoneId.of("Asia/Shanghai"), CNY);
    }
}
