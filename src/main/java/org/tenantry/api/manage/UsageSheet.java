package org.tenantry.api.manage;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.json.JsonObject;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tenantry.metering.UsageReport.Sums;
import org.tenantry.metering.UsageSlices.By;
import org.tenantry.metering.UsageSlices.Slice;

/** Some use as it is told: slices with their names, in JSON or as a table. */
record UsageSheet(Days days, By by, List<Slice> slices, Map<UUID, String> names) {
    JsonObject json() {
        return new Told()
                .put("from", days.first())
                .put("to", days.last())
                .put("by", by)
                .list("data", slices.stream().map(this::told).toList())
                .json();
    }

    /** RFC 4180 with a first line of names; a text that a spreadsheet would run as a formula gets an apostrophe. */
    String csv() {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "day",
                    "id",
                    "name",
                    "calls",
                    "input_tokens",
                    "cached_input_tokens",
                    "output_tokens",
                    "audio_milliseconds",
                    "charge",
                    "currency");
            for (var slice : slices) {
                var sums = slice.sums();
                csv.writeRecord(
                        slice.day() == null ? "" : slice.day().toString(),
                        slice.id() == null ? "" : slice.id().toString(),
                        harmless(name(slice)),
                        String.valueOf(sums.calls()),
                        String.valueOf(sums.input()),
                        String.valueOf(sums.cachedInput()),
                        String.valueOf(sums.output()),
                        String.valueOf(sums.audioMillis()),
                        Told.plain(sums.charge()),
                        sums.charge().currency().getCurrencyCode());
            }
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private Told told(Slice slice) {
        Sums sums = slice.sums();
        return new Told()
                .put("day", slice.day())
                .id("id", slice.id())
                .put("name", slice.id() == null ? null : name(slice))
                .put("calls", sums.calls())
                .put("input_tokens", sums.input())
                .put("cached_input_tokens", sums.cachedInput())
                .put("output_tokens", sums.output())
                .put("audio_milliseconds", sums.audioMillis())
                .put("charge", sums.charge());
    }

    private String name(Slice slice) {
        return slice.id() == null ? "" : names.getOrDefault(slice.id(), "");
    }

    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
