package org.visita.gateway.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.visita.gateway.pipe.Reply;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.TraceIds;

/** The answer to one entry, as it stands in the answer to the batch (FHIR R4, Bundle.entry.response). */
final class EntryAnswer {

    private EntryAnswer() {}

    static ObjectNode of(Reply reply, ObjectMapper json) {
        ObjectNode entry = json.createObjectNode();
        JsonNode body = read(reply, json).orElse(null);
        boolean outcome = body != null && body.path("resourceType").asText().equals("OperationOutcome");
        if (body != null && !outcome) {
            entry.set("resource", body);
        }
        ObjectNode response = entry.putObject("response").put("status", status(reply.status()));
        MultiMap headers = reply.headers();
        copy(headers.get("Location"), response, "location");
        copy(headers.get("ETag"), response, "etag");
        instant(headers.get("Last-Modified")).ifPresent(at -> response.put("lastModified", at.toString()));
        if (outcome) {
            response.set("outcome", body);
        }
        return entry;
    }

    static ObjectNode of(Refusal refusal, ObjectMapper json) {
        ObjectNode entry = json.createObjectNode();
        entry.putObject("response")
                .put("status", status(refusal.code().status()))
                .set("outcome", json.valueToTree(OperationOutcomeJson.of(refusal, TraceIds.current())));
        return entry;
    }

    private static String status(int code) {
        return code + " " + HttpResponseStatus.valueOf(code).reasonPhrase();
    }

    private static void copy(String value, ObjectNode response, String name) {
        if (value != null) {
            response.put(name, value);
        }
    }

    private static Optional<JsonNode> read(Reply reply, ObjectMapper json) {
        try {
            return reply.body().length() == 0
                    ? Optional.empty()
                    : Optional.of(json.readTree(reply.body().getBytes()));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String httpDate) {
        try {
            return Optional.ofNullable(httpDate)
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException unusual) {
            return Optional.empty();
        }
    }
}
