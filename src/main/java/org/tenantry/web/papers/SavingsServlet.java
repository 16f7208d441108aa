package org.tenantry.web.papers;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.tenantry.calls.Savings;
import org.tenantry.tenancy.Caller;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.NotFound;
import org.tenantry.web.CurrentCaller;
import org.tenantry.web.Messages;
import org.tenantry.web.Voice;
import org.tenantry.web.routing.SavingsSheet;

/**
 * Gives what was saved in a month as a table for spreadsheets: {@code /savings/tenant?month=2026-11} to an admin,
 * {@code /savings/all?month=2026-11&currency=USD} to the operator. Amounts have nine decimals at most and a point.
 */
@WebServlet(urlPatterns = "/savings/*")
public class SavingsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    @Inject
    transient CurrentCaller caller;

    @Inject
    transient Messages msg;

    @Inject
    transient Savings savings;

    @Inject
    transient Clock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var me = caller.get();
        var path = String.valueOf(request.getPathInfo());
        var month = request.getParameter("month");
        switch (path) {
            case "/tenant" -> {
                var of =
                        SavingsSheet.month(month, YearMonth.from(clock.instant().atZone(me.zone())));
                write(response, of, savings.lines(me, of));
            }
            case "/all" -> {
                var of =
                        SavingsSheet.month(month, YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)));
                write(response, of, savings.lines(me, of, currency(me, request.getParameter("currency"))));
            }
            default -> throw new NotFound();
        }
    }

    private Currency currency(Caller operator, String code) {
        if (!savings.currencies(operator).contains(code)) {
            throw new InvalidInput("refusal.choice");
        }
        return Currency.getInstance(code);
    }

    private void write(HttpServletResponse response, YearMonth month, List<Savings.Line> lines) throws IOException {
        var voice = msg.voice();
        Download.named(response, "text/csv;charset=UTF-8", "savings-" + month + ".csv");
        var out = response.getOutputStream();
        out.write(MARK);
        try (var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.writeRecord(List.of(
                    voice.of("savings.month"),
                    voice.of("savings.rule"),
                    voice.of("savings.model"),
                    voice.of("savings.calls"),
                    voice.of("savings.paid"),
                    voice.of("savings.strongest"),
                    voice.of("savings.saved"),
                    voice.of("statement.currency")));
            lines.forEach(line -> csv.writeRecord(row(voice, month, line)));
        }
    }

    private static List<String> row(Voice voice, YearMonth month, Savings.Line line) {
        var sums = line.sums();
        return List.of(
                month.toString(),
                StatementFile.harmless(
                        line.rule().isEmpty() ? voice.of("savings.reason." + line.reason()) : line.rule()),
                StatementFile.harmless(line.model()),
                Long.toString(sums.calls()),
                sums.paid().units().toPlainString(),
                sums.strongest().units().toPlainString(),
                sums.saved().units().toPlainString(),
                sums.paid().currency().getCurrencyCode());
    }
}
