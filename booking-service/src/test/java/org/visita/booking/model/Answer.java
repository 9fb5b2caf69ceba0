package org.visita.booking.model;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.visita.kit.topics.EventJson;

/**
 * What a request was answered with.
 *
 * @param json empty where there is no body
 */
record Answer(int status, String etag, String location, String text, Map<String, Object> json) {

    @SuppressWarnings("unchecked")
    static Answer of(HttpResponse<String> response) {
        String body = response.body();
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("ETag").orElse(null),
                response.headers().firstValue("Location").orElse(null),
                body,
                body.isEmpty() ? Map.of() : EventJson.read(body.getBytes(StandardCharsets.UTF_8), Map.class));
    }

    String text(String field) {
        return (String) json.get(field);
    }

    @Override
    public String toString() {
        return status + " " + text;
    }
}
