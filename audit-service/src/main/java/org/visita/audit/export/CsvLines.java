package org.visita.audit.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.visita.audit.search.TrailEntry;

/**
 * Entries as CSV (RFC 4180). What stands in a cell may be opened in a spreadsheet, for which some texts are formulas: these
 * get an apostrophe in front, which spreadsheets take for "this is text". Some take a semicolon or a tab for the end of a cell: texts with one are quoted.
 */
final class CsvLines {

    private static final List<String> COLUMNS = List.of(
            "position",
            "id",
            "occurredAt",
            "recordedAt",
            "actor",
            "action",
            "resourceType",
            "resourceId",
            "patientId",
            "erased",
            "outcome",
            "code",
            "address",
            "requestId",
            "traceId",
            "durationMillis",
            "emitter",
            "process",
            "sequence");

    /** What a formula begins with, also as wide characters, and what spreadsheets pass over before it. */
    private static final String FORMULAS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvLines() {}

    static byte[] header() {
        return (String.join(",", COLUMNS) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(List<TrailEntry> entries) {
        StringBuilder lines = new StringBuilder(entries.size() * 400);
        entries.forEach(entry -> add(lines, entry));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(StringBuilder lines, TrailEntry entry) {
        number(lines, entry.position());
        text(lines, entry.id().toString());
        time(lines, entry.occurredAt());
        time(lines, entry.recordedAt());
        text(lines, entry.actor());
        text(lines, entry.action());
        text(lines, entry.resourceType());
        text(lines, entry.resourceId());
        text(lines, entry.patientId());
        text(lines, entry.erased() ? "true" : null);
        text(lines, entry.outcome());
        text(lines, entry.code());
        text(lines, entry.address());
        text(lines, entry.requestId());
        text(lines, entry.traceId());
        number(lines, entry.durationMillis());
        text(lines, entry.emitter());
        text(lines, entry.process());
        number(lines, entry.sequence());
        lines.setLength(lines.length() - 1);
        lines.append("\r\n");
    }

    private static void number(StringBuilder lines, long value) {
        lines.append(value).append(',');
    }

    private static void time(StringBuilder lines, Instant at) {
        lines.append(at).append(',');
    }

    private static void text(StringBuilder lines, String value) {
        if (value != null && !value.isEmpty()) {
            String safe = FORMULAS.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
            if (safe.chars().anyMatch(c -> c == ',' || c == ';' || c == '\t' || c == '"' || c == '\r' || c == '\n')) {
                lines.append('"').append(safe.replace("\"", "\"\"")).append('"');
            } else {
                lines.append(safe);
            }
        }
        lines.append(',');
    }
}
