package org.visita.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** An operation as callers of the gateway have to know it: with the gateway's credentials and its errors. */
final class PublicOperation {

    private static final List<String> ERRORS = List.of("400", "401", "403", "404", "405", "409", "412", "422", "429");

    private PublicOperation() {}

    /** @param operation of the service; is changed and given back */
    static JsonNode of(ObjectNode operation, String method, String path, String tag, String scope, int weight) {
        operation.putArray("tags").add(tag);
        operation.put("operationId", idOf(method, path));
        operation.put("summary", summary(operation.path("summary").asText(), tag));
        operation.put("x-scope", scope);
        operation.put("x-weight", weight);
        secure(operation, scope);
        tellErrors(operation, path);
        return operation;
    }

    /** Any one of them will do. */
    private static void secure(ObjectNode operation, String scope) {
        operation.remove("security");
        operation.withArray("security").addObject().putArray("oauth2").add(scope);
        operation.withArray("security").addObject().putArray("bearer");
        operation.withArray("security").addObject().putArray("apiKey");
    }

    /** What a service's document says of errors is what it tells the gateway, if anything. */
    private static void tellErrors(ObjectNode operation, String path) {
        ObjectNode responses = operation.withObject("/responses");
        responses.remove(ERRORS);
        refer(responses, "401", "Unauthenticated");
        refer(responses, "403", "Forbidden");
        if (path.contains("{")) {
            refer(responses, "404", "NotFound");
        }
        refer(responses, "429", "RateLimited");
        refer(responses, "default", "Problem");
    }

    private static void refer(ObjectNode responses, String status, String response) {
        responses.putObject(status).put("$ref", "#/components/responses/" + response);
    }

    /** Stable as long as the path is: generated clients name their methods after it. */
    private static String idOf(String method, String path) {
        StringBuilder id = new StringBuilder(method);
        for (String segment : path.substring("/v1/".length()).split("[/-]")) {
            String word = segment.startsWith("{") ? "by-" + segment.substring(1, segment.length() - 1) : segment;
            for (String part : word.split("-")) {
                id.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
        }
        return id.toString();
    }

    private static String summary(String verb, String tag) {
        return verb.isEmpty() ? tag : tag.replace('-', ' ') + ": " + verb.toLowerCase(Locale.ROOT);
    }
}
