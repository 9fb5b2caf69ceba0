package org.visita.ehrsync.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.RefusedException;

class CodeMapCsvTest {

    private static final String HEADER = CodeMapCsv.HEADER + "\n";

    @Test
    void what_goes_out_comes_in_again_as_it_was() {
        List<CodeMaps.Entry> entries = List.of(
                entry("visit-type", "v1", "urn:codes", "a,b", "Größe \"XL\", Nr. 1"),
                entry("visit-type", "v2", "urn:codes", "=1+1", "two\nlines"),
                entry("visit-type", "v3", "urn:codes", "'=1+1", "two\r\nlines"),
                entry("visit-type", "v4", "urn:codes", "''x", "'"),
                entry("visit-type", "-v5", "urn:codes", "@x", "\ttab"),
                entry("visit-type", "+v6", "urn:codes", "x", " spaced "),
                entry("practitioner", "p1", "", "dr-1", null),
                entry("cancellation-reason", "closure", "http://x.example", "maint", "診療所"));

        String csv = CodeMapCsv.write(entries);

        assertThat(entriesOf(csv)).isEqualTo(entries);
        assertThat(entriesOf("\uFEFF" + csv)).isEqualTo(entries);
        assertThat(csv.lines().skip(1).flatMap(line -> List.of(line.split(",")).stream()))
                .noneMatch(cell -> cell.matches("\"?[=+@-].*"));
    }

    @Test
    void takes_either_end_of_line_empty_lines_and_a_missing_display() {
        assertThat(entriesOf(CodeMapCsv.HEADER + "\r\n\r\nlocation,l1,,loc-1\r\n\r\n"))
                .containsExactly(entry("location", "l1", "", "loc-1", null));
        assertThat(entriesOf(HEADER + "location,l1,,loc-1,\nlocation,l2,,loc-2,Two"))
                .hasSize(2);
        assertThat(entriesOf(HEADER)).isEmpty();
    }

    @Test
    void names_every_bad_line_by_its_number() {
        assertThat(errorsOf(HEADER
                        + "visit-type,v1,urn:x,a,\"two\nlines\"\n"
                        + "visit-types,v2,urn:x,a,\n"
                        + "visit-type,,urn:x,a,\n"
                        + "visit-type,v1,urn:x,b,\n"
                        + "visit-type,v3,,a,\n"
                        + "practitioner,p,,not an id,\n"
                        + "cancellation-reason,boredom,urn:x,a,\n"
                        + "visit-type,v4,urn:x\n"
                        + "visit-type,v5,no uri,a,\n"))
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder(
                        "/lines/4/kind",
                        "/lines/5/local",
                        "/lines/6/local",
                        "/lines/7/system",
                        "/lines/8/code",
                        "/lines/9/local",
                        "/lines/10",
                        "/lines/11/system");
    }

    @Test
    void refuses_what_is_no_csv_of_ours() {
        assertThat(errorsOf("")).extracting(FieldError::pointer).containsExactly("/lines/1");
        assertThat(errorsOf("kind;local;system;code;display\n")).hasSize(1);
        assertThat(errorsOf(HEADER + "visit-type,v1,urn:x,\"a,\n")).hasSize(1);
        assertThatThrownBy(() -> CodeMapCsv.read("Größe".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(RefusedException.class);
        assertThat(errorsOf(HEADER + "location,l,,x,\n".repeat(CodeMapLine.MOST + 1)))
                .hasSize(1);
    }

    private static CodeMaps.Entry entry(String kind, String local, String system, String code, String display) {
        return new CodeMaps.Entry(kind, local, system, code, display);
    }

    private static List<CodeMaps.Entry> entriesOf(String csv) {
        return CodeMapCsv.read(csv.getBytes(StandardCharsets.UTF_8)).stream()
                .map(CodeMapLine::entry)
                .toList();
    }

    private static List<FieldError> errorsOf(String csv) {
        try {
            CodeMapCsv.read(csv.getBytes(StandardCharsets.UTF_8));
            return List.of();
        } catch (RefusedException refused) {
            return refused.refusal().errors();
        }
    }
}
