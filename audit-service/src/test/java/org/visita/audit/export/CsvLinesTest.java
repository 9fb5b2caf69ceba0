package org.visita.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.audit.search.TrailEntry;

class CsvLinesTest {

    @Test
    void a_line_has_a_cell_for_each_column() {
        String[] columns = text(CsvLines.header()).split(",", -1);
        String[] cells = line("booking.cancel", "203.0.113.7").split(",", -1);
        assertThat(cells).hasSameSizeAs(columns);
        assertThat(text(CsvLines.header())).endsWith("sequence\r\n");
        assertThat(cells[5]).isEqualTo("booking.cancel");
        assertThat(cells[8]).as("a patient who is not known").isEmpty();
    }

    @Test
    void what_has_commas_quotes_or_lines_is_quoted() {
        assertThat(line("a,b", "say \"no\"")).contains(",\"a,b\",").contains(",\"say \"\"no\"\"\",");
        assertThat(line("a\r\nb", "x")).contains(",\"a\r\nb\",");
        assertThat(line("a;=1+1", "x")).as("for those that split there").contains(",\"a;=1+1\",");
        assertThat(line("a\t=1+1", "x")).contains(",\"a\t=1+1\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum(a1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"})
    void no_spreadsheet_takes_a_cell_for_a_formula(String text) {
        assertThat(line("x", text)).containsAnyOf(",'" + text + ",", ",\"'" + text + "\",");
    }

    private static String line(String action, String address) {
        String lines = text(CsvLines.of(List.of(new TrailEntry(
                UUID.fromString("018f0000-0000-7000-8000-000000000009"),
                17,
                Instant.parse("2026-03-02T12:00:00.123456Z"),
                Instant.parse("2026-03-02T12:00:01Z"),
                null,
                action,
                "Booking",
                null,
                null,
                null,
                false,
                "succeeded",
                null,
                address,
                null,
                null,
                12,
                "gateway",
                "a-process",
                4))));
        assertThat(lines).endsWith("\r\n");
        return lines.substring(0, lines.length() - 2);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
