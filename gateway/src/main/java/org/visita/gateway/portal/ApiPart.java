package org.visita.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What one service says of itself in OpenAPI. These documents are published with the contracts and compared with each
 * service by its own tests, so nobody has to be asked, or to be up, for the whole to be shown.
 */
record ApiPart(String service, JsonNode document) {

    private static final List<String> SERVICES =
            List.of("audit", "availability", "booking", "ehr-sync", "gateway", "patient");

    static List<ApiPart> all(ObjectMapper json) {
        return SERVICES.stream()
                .map(service -> new ApiPart(service, read(json, "/openapi/" + service + ".json")))
                .toList();
    }

    /** What the whole has beyond its parts: who may ask how, and what errors look like. */
    static JsonNode frame(ObjectMapper json) {
        return read(json, "/portal/openapi-frame.json");
    }

    private static JsonNode read(ObjectMapper json, String resource) {
        try (InputStream in = ApiPart.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " was not packed");
            }
            return json.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
