package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visita.contracts.testing.ContractSchemas;

/** Events name nobody: no field of a record or a schema is made for personal data. */
class PersonalDataTest {

    private static final List<String> SMELLS = List.of(
            "name",
            "given",
            "family",
            "birth",
            "gender",
            "phone",
            "mail",
            "telecom",
            "contact",
            "address",
            "street",
            "city",
            "postal",
            "photo",
            "note",
            "comment",
            "text",
            "description",
            "display");

    /** Network address of a caller: an audit trail is of no use without it. */
    private static final Set<String> KNOWN = Set.of("audit.event: address");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void no_field_smells_of_personal_data(EventType type) {
        Set<String> fields = new TreeSet<>();
        RecordFields.of(Payloads.recordOf(type)).keySet().forEach(path -> fields.add(last(path)));
        collect(ContractSchemas.published(type), fields);

        assertThat(fields)
                .filteredOn(PersonalDataTest::smells)
                .allMatch(field -> KNOWN.contains(type.code() + ": " + field));
    }

    private static boolean smells(String field) {
        return SMELLS.stream().anyMatch(field.toLowerCase(Locale.ROOT)::contains);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static void collect(JsonNode schema, Set<String> fields) {
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        schema.forEach(child -> collect(child, fields));
    }
}
