package org.visita.contracts.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.visita.contracts.EventType;

/**
 * Holds a producer to the published schemas. Each service validates in its tests what it emits.
 *
 * <p>Stricter than the schemas as published. Those allow fields that they do not know, because a consumer must live with
 * what a later version adds. A producer of today has no business to send such a field, so here it is a violation.
 */
public final class ContractSchemas {

    /** Name of the schema of a dead letter's headers, which are no event type. */
    public static final String DEAD_LETTER_HEADERS = "booking.events.dead-letter.headers";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private ContractSchemas() {}

    /** What is wrong with the value of a record, one sentence each; empty if it is what the contract says. */
    public static List<String> violations(EventType type, byte[] payload) {
        return violations(type, type.schemaVersion(), payload);
    }

    /** What is wrong with the dead-letter headers of a record; pass those that start with the prefix, as text. */
    public static List<String> violations(Map<String, String> deadLetterHeaders) {
        return violations(closed(published(DEAD_LETTER_HEADERS + ".v2.json")), JSON.valueToTree(deadLetterHeaders));
    }

    /** The schema of a type, as published. */
    public static JsonNode published(EventType type) {
        return published(type, type.schemaVersion());
    }

    /**
     * What is wrong under the schemas as published, which let a consumer meet fields that it does not know. Every version
     * of the type counts: a consumer may know only the first. An entry of a kind that an older version does not list is
     * not for the readers of that version, who skip it; an origin that it does not list they take as one of those that
     * it does. The status of a key grew before anything was released; its one reader takes both versions.
     */
    public static List<String> violationsForAConsumer(EventType type, byte[] payload) {
        JsonNode read = parse(payload);
        return IntStream.rangeClosed(1, type.schemaVersion())
                .filter(version -> version == type.schemaVersion() || knowsKind(published(type, version), read))
                .mapToObj(version -> published(type, version))
                .flatMap(schema -> violations(schema, asKnownTo(schema, type, read)).stream())
                .toList();
    }

    /** What is wrong with a payload that was sent when that version was the newest. */
    public static List<String> violations(EventType type, int version, byte[] payload) {
        return violations(closed(published(type, version)), parse(payload));
    }

    /** An older version of the schema of a type, or the newest, as published. */
    public static JsonNode published(EventType type, int version) {
        return published(type.code() + ".v" + version + ".json");
    }

    /** Only the catalog has kinds; what has none is for everybody. */
    private static boolean knowsKind(JsonNode schema, JsonNode payload) {
        JsonNode kinds = schema.at("/properties/kind/enum");
        return kinds.isMissingNode()
                || StreamSupport.stream(kinds.spliterator(), false).anyMatch(payload.path("kind")::equals);
    }

    /** Only the newest version refuses an origin or a status: it lists all that a producer of today may give. */
    private static JsonNode asKnownTo(JsonNode schema, EventType type, JsonNode payload) {
        if (schema.path("$id").asText().equals(type.dataSchema())) {
            return payload;
        }
        ObjectNode known = payload.deepCopy();
        String origins = schema.at("/properties/origin/pattern").asText();
        if (!origins.isEmpty() && !payload.path("origin").asText().matches(origins)) {
            known.put("origin", "api");
        }
        if (type == EventType.ACCESS_KEY_CHANGED && !knowsStatus(schema, payload)) {
            known.put("status", "DISABLED");
        }
        return known;
    }

    private static boolean knowsStatus(JsonNode schema, JsonNode payload) {
        return StreamSupport.stream(schema.at("/properties/status/enum").spliterator(), false)
                .anyMatch(payload.path("status")::equals);
    }

    private static JsonNode published(String file) {
        try (InputStream schema = EventType.class.getResourceAsStream("/schemas/" + file)) {
            if (schema == null) {
                throw new IllegalStateException("there is no schema " + file);
            }
            return JSON.readTree(schema);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Shuts every object that declares its type; a condition declares none, and goes on matching as it did. */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")) {
            object.put("unevaluatedProperties", false);
        }
        schema.forEach(ContractSchemas::closed);
        return schema;
    }

    private static List<String> violations(JsonNode schema, JsonNode payload) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        JsonSchema validator = SCHEMAS.getSchema(schema, config);
        return validator.validate(payload).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    private static JsonNode parse(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException notJson) {
            throw new UncheckedIOException("the payload is not JSON", notJson);
        }
    }
}
