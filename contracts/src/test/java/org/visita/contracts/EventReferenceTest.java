package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visita.contracts.testing.ContractSchemas;

/** The event reference says what the code does. */
class EventReferenceTest {

    private static final List<String> SECTIONS =
            List.of(ContractFiles.read(Path.of("../docs/events.md")).split("\n## "));

    /** A row of a table: its cells, without their quotes. */
    private record Row(List<String> cells) {

        static Row of(String line) {
            return new Row(Arrays.stream(line.substring(1).split("\\|"))
                    .map(cell -> cell.strip().replace("`", ""))
                    .toList());
        }

        String cell(int index) {
            return cells.get(index);
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void lists_the_fields_of_every_type(EventType type) {
        List<Row> rows = rows("`" + type.code() + "`");

        Map<String, Class<?>> fields = RecordFields.of(Payloads.recordOf(type));
        assertThat(rows).extracting(row -> row.cell(0)).containsExactlyElementsOf(fields.keySet());
        for (Row row : rows) {
            Class<?> field = fields.get(row.cell(0));
            if (field.isEnum()) {
                assertThat(row.cell(1))
                        .as(row.cell(0))
                        .isEqualTo(String.join(
                                ", ",
                                Stream.of(field.getEnumConstants())
                                        .map(constant -> ((Enum<?>) constant).name())
                                        .toList()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void says_of_every_field_whether_it_is_always_there(EventType type) {
        JsonNode schema = ContractSchemas.published(type);
        for (Row row : rows("`" + type.code() + "`")) {
            assertThat(row.cell(2).equals("yes")).as(row.cell(0)).isEqualTo(isRequired(row.cell(0), schema));
        }
    }

    @Test
    void lists_the_topics_as_they_are_made() {
        assertThat(rows("Topics"))
                .extracting(row -> new Topic(
                        row.cell(0),
                        Integer.parseInt(row.cell(2)),
                        row.cell(3).equals("compacted state"),
                        row.cell(3).equals("events, all kept")))
                .containsExactlyElementsOf(Topics.ALL);
    }

    @Test
    void lists_the_headers() {
        assertThat(rows("The form of a record"))
                .extracting(row -> row.cell(0))
                .containsAll(ContractFiles.constants(CloudEventHeaders.class));
        assertThat(rows("Dead letters"))
                .extracting(row -> row.cell(0))
                .containsExactlyInAnyOrderElementsOf(ContractFiles.constants(DeadLetterHeaders.class, "PREFIX"));
    }

    private static List<Row> rows(String title) {
        String section = SECTIONS.stream()
                .filter(candidate -> candidate.lines().findFirst().orElse("").contains(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/events.md has no section on " + title));
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(Row::of)
                .toList();
    }

    private static boolean isRequired(String path, JsonNode root) {
        JsonNode schema = root;
        String[] steps = path.replace("[]", "").split("\\.");
        for (int step = 0; step < steps.length - 1; step++) {
            schema = inside(schema.path("properties").path(steps[step]), root);
        }
        String last = steps[steps.length - 1];
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(last)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode inside(JsonNode schema, JsonNode root) {
        if (schema.has("$ref")) {
            return inside(root.at(schema.path("$ref").asText().substring(1)), root);
        }
        return schema.has("items") ? inside(schema.path("items"), root) : schema;
    }
}
