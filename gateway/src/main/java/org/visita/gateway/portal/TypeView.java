package org.visita.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A type as one reads it: {@code list of SlotView}.
 *
 * @param before what stands before the name
 * @param name of the schema, or of a simple type
 * @param schema whether the name is one of the document's schemas, with a place of its own
 */
record TypeView(String before, String name, boolean schema) {

    private static final String PREFIX = "#/components/schemas/";

    static TypeView of(JsonNode schema) {
        String ref = schema.path("$ref").asText();
        if (ref.startsWith(PREFIX)) {
            return new TypeView("", ref.substring(PREFIX.length()), true);
        }
        if (schema.has("items")) {
            TypeView item = of(schema.path("items"));
            return new TypeView("list of " + item.before, item.name, item.schema);
        }
        for (String several : new String[] {"anyOf", "oneOf", "allOf"}) {
            // Mostly "this or null"; what is there more stands in the document itself.
            for (JsonNode one : schema.path(several)) {
                if (!one.path("type").asText().equals("null")) {
                    return of(one);
                }
            }
        }
        return new TypeView("", simple(schema), false);
    }

    /** Null if there is no content of a fixed shape. */
    static TypeView ofContent(JsonNode message) {
        for (JsonNode media : message.path("content")) {
            if (media.has("schema")) {
                return of(media.path("schema"));
            }
        }
        return null;
    }

    private static String simple(JsonNode schema) {
        if (schema.has("enum")) {
            return words(schema.path("enum"));
        }
        JsonNode type = schema.path("type");
        String name = type.isArray() ? words(type) : type.asText("any");
        return schema.has("format") ? name + " (" + schema.path("format").asText() + ")" : name;
    }

    private static String words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" | "));
    }
}
