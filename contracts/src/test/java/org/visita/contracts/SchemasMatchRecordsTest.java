package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visita.contracts.testing.ContractSchemas;

class SchemasMatchRecordsTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void record_and_schema_have_the_same_fields_of_the_same_types(EventType type) {
        JsonNode schema = ContractSchemas.published(type);
        compare(type.code(), Payloads.recordOf(type), schema, schema);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void the_schema_has_the_address_that_the_event_gives(EventType type) {
        JsonNode schema = ContractSchemas.published(type);
        assertThat(schema.path("$id").asText()).isEqualTo(type.dataSchema());
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void dead_letter_headers_and_their_schema_have_the_same_names() throws Exception {
        JsonNode schema = Payloads.JSON.readTree(
                ContractFiles.read(ContractFiles.SCHEMAS.resolve(ContractSchemas.DEAD_LETTER_HEADERS + ".v2.json")));
        assertThat(names(schema.path("properties")))
                .containsExactlyInAnyOrderElementsOf(ContractFiles.constants(DeadLetterHeaders.class, "PREFIX"))
                .allMatch(name -> name.startsWith(DeadLetterHeaders.PREFIX));
    }

    private static void compare(String path, Class<?> record, JsonNode found, JsonNode root) {
        JsonNode schema = resolve(found, root);
        List<String> components = Stream.of(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(schema.path("type").asText()).as(path).isEqualTo("object");
        assertThat(names(schema.path("properties"))).as(path).containsExactlyElementsOf(components);
        assertThat(schema.has("additionalProperties"))
                .as(path + " must let a later version add fields")
                .isFalse();
        List<String> required = texts(schema.path("required"));
        assertThat(components).as(path + " requires what it has").containsAll(required);
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = component.getType();
            String name = component.getName();
            if (type.isPrimitive() || type == List.class) {
                assertThat(required).as(path + ": never left out").contains(name);
            }
            compareValue(path + "." + name, component, schema.path("properties").path(name), root);
        }
    }

    private static void compareValue(String path, RecordComponent component, JsonNode found, JsonNode root) {
        JsonNode schema = resolve(found, root);
        Class<?> type = component.getType();
        if (type == List.class) {
            assertThat(schema.path("type").asText()).as(path).isEqualTo("array");
            ParameterizedType list = (ParameterizedType) component.getGenericType();
            compareType(path + "[]", (Class<?>) list.getActualTypeArguments()[0], schema.path("items"), root);
        } else {
            compareType(path, type, found, root);
        }
    }

    private static void compareType(String path, Class<?> type, JsonNode found, JsonNode root) {
        JsonNode schema = resolve(found, root);
        if (type.isRecord()) {
            compare(path, type, found, root);
        } else if (type.isEnum()) {
            assertThat(texts(schema.path("enum")))
                    .as(path)
                    .containsExactlyElementsOf(Stream.of(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        } else if (!schema.has("const")) {
            assertThat(schema.path("type").asText()).as(path).isEqualTo(jsonType(type));
            assertThat(schema.path("format").asText("")).as(path).isEqualTo(format(type));
        }
    }

    private static String jsonType(Class<?> type) {
        if (type == boolean.class) {
            return "boolean";
        }
        return type == int.class || type == Integer.class || type == long.class ? "integer" : "string";
    }

    private static String format(Class<?> type) {
        if (type == Instant.class) {
            return "date-time";
        }
        if (type == Duration.class) {
            return "duration";
        }
        return type == LocalDate.class ? "date" : "";
    }

    private static JsonNode resolve(JsonNode schema, JsonNode root) {
        return schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
