package org.tenantry.web.papers;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.tenantry.ledger.LotKind;
import org.tenantry.ledger.Statement;
import org.tenantry.values.Money;
import org.tenantry.web.Voice;

/**
 * Writes a statement as a table for spreadsheets, one row for each movement between the opening and the closing balance,
 * while it is read. CSV is UTF-8 with a byte-order mark, which Excel needs to read Chinese; amounts have nine decimals and
 * a point; a text that a spreadsheet would run as a formula gets an apostrophe. XLSX has numbers as numbers and times as
 * times, in the tenant's zone.
 */
final class StatementFile {
    private static final String AMOUNT = "#,##0.00#######";
    private static final String TIME = "yyyy-mm-dd hh:mm:ss";
    private static final int ROWS_IN_MEMORY = 500;
    private static final int FIRST_AMOUNT = 5;

    private final Statement statement;
    private final Movements movements;
    private final Voice voice;

    StatementFile(Statement statement, Movements movements, Voice voice) {
        this.statement = statement;
        this.movements = movements;
        this.voice = voice;
    }

    void csv(OutputStream out) throws IOException {
        out.write(0xEF);
        out.write(0xBB);
        out.write(0xBF);
        try (var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.writeRecord(heads());
            csv.writeRecord(edge("statement.opening", statement.opening()));
            for (var next = movements.next(ROWS_IN_MEMORY); !next.isEmpty(); next = movements.next(ROWS_IN_MEMORY)) {
                next.forEach(movement -> csv.writeRecord(row(movement)));
            }
            csv.writeRecord(edge("statement.closing", statement.closing()));
        }
    }

    void xlsx(OutputStream out) throws IOException {
        try (var book = new Workbook(out, "Tenantry", null)) {
            var sheet = book.newWorksheet(voice.of("statement.title"));
            head(sheet);
            int row = 1;
            edge(sheet, row++, "statement.opening", statement.opening());
            for (var next = movements.next(ROWS_IN_MEMORY); !next.isEmpty(); next = movements.next(ROWS_IN_MEMORY)) {
                for (var movement : next) {
                    row(sheet, row++, movement);
                }
                sheet.flush();
            }
            edge(sheet, row, "statement.closing", statement.closing());
        }
    }

    private List<String> heads() {
        return Stream.concat(
                        Stream.of("no", "at", "what", "ref", "note", "change", "balance")
                                .map(key -> voice.of("statement." + key)),
                        Stream.concat(
                                Stream.of(LotKind.values()).map(kind -> voice.of("lot." + kind)),
                                Stream.of("entries", "currency").map(key -> voice.of("statement." + key))))
                .toList();
    }

    private List<String> edge(String key, Money balance) {
        var row = new ArrayList<>(List.of("", "", voice.of(key), "", "", "", plain(balance)));
        for (int i = 0; i <= LotKind.values().length; i++) {
            row.add("");
        }
        row.add(currency());
        return row;
    }

    private List<String> row(Statement.Movement movement) {
        var row = new ArrayList<>(List.of(
                Long.toString(movement.seq()),
                voiceOfZone().iso(movement.at()),
                voice.of("posting." + movement.kind()),
                harmless(movement.ref()),
                harmless(movement.note()),
                plain(movement.change()),
                plain(movement.balance())));
        for (var kind : LotKind.values()) {
            var amount = movement.lots().get(kind);
            row.add(amount == null ? "" : plain(amount));
        }
        row.add(harmless(StatementSheet.accounts(movement.accounts(), voice)));
        row.add(currency());
        return row;
    }

    private void head(Worksheet sheet) {
        var heads = heads();
        int[] widths = {8, 20, 22, 38, 40, 18, 18};
        for (int column = 0; column < heads.size(); column++) {
            sheet.value(0, column, heads.get(column));
            sheet.style(0, column).bold().fillColor("E0F1EF").set();
            sheet.width(column, column < widths.length ? widths[column] : 18);
        }
        sheet.freezePane(0, 1);
    }

    private void edge(Worksheet sheet, int row, String key, Money balance) {
        sheet.inlineString(row, 2, voice.of(key));
        sheet.style(row, 2).bold().set();
        amount(sheet, row, FIRST_AMOUNT + 1, balance);
        sheet.inlineString(row, FIRST_AMOUNT + 3 + LotKind.values().length, currency());
    }

    private void row(Worksheet sheet, int row, Statement.Movement movement) {
        sheet.value(row, 0, movement.seq());
        sheet.value(row, 1, movement.at().atZone(statement.zone()).toLocalDateTime());
        sheet.style(row, 1).format(TIME).set();
        sheet.inlineString(row, 2, voice.of("posting." + movement.kind()));
        sheet.inlineString(row, 3, movement.ref());
        sheet.inlineString(row, 4, movement.note());
        amount(sheet, row, FIRST_AMOUNT, movement.change());
        amount(sheet, row, FIRST_AMOUNT + 1, movement.balance());
        int column = FIRST_AMOUNT + 2;
        for (var kind : LotKind.values()) {
            if (movement.lots().containsKey(kind)) {
                amount(sheet, row, column, movement.lots().get(kind));
            }
            column++;
        }
        sheet.inlineString(row, column, StatementSheet.accounts(movement.accounts(), voice));
        sheet.inlineString(row, column + 1, currency());
    }

    private static void amount(Worksheet sheet, int row, int column, Money money) {
        sheet.value(row, column, money.units());
        sheet.style(row, column).format(AMOUNT).set();
    }

    /** What a spreadsheet would take for a formula stands behind an apostrophe. */
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String plain(Money money) {
        return money.units().toPlainString();
    }

    private String currency() {
        return statement.opening().currency().getCurrencyCode();
    }

    private Voice voiceOfZone() {
        return new Voice(voice.locale(), statement.zone());
    }
}
