package org.visita.gateway.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.Refusal;

/**
 * One entry of a batch (FHIR R4, Bundle.entry.request).
 *
 * @param method as in the entry
 * @param url relative to the base
 * @param headers conditions of the entry
 * @param resource null if there is none
 */
public record BundleEntry(HttpMethod method, String url, MultiMap headers, JsonNode resource) {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private static final Map<String, String> CONDITIONS = Map.of(
            "ifMatch", "If-Match",
            "ifNoneMatch", "If-None-Match",
            "ifModifiedSince", "If-Modified-Since",
            "ifNoneExist", "If-None-Exist");

    /**
     * @param pointer where it stands, for the refusal
     * @throws org.visita.kit.problem.RefusedException if it does not say what to do
     */
    static BundleEntry of(JsonNode entry, String pointer) {
        JsonNode request = entry.path("request");
        String method = request.path("method").asText();
        String url = request.path("url").asText();
        if (!METHODS.contains(method) || url.isEmpty()) {
            throw Refusal.invalid(pointer + ".request", "needs a method and a url")
                    .asException();
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.set("Accept", OperationOutcomeJson.MEDIA_TYPE);
        CONDITIONS.forEach(
                (name, header) -> condition(request, name, pointer).ifPresent(it -> headers.set(header, it)));
        JsonNode resource = entry.get("resource");
        if (resource != null) {
            headers.set("Content-Type", OperationOutcomeJson.MEDIA_TYPE);
        }
        return new BundleEntry(HttpMethod.valueOf(method), url, headers, resource);
    }

    private static Optional<String> condition(JsonNode request, String name, String pointer) {
        JsonNode value = request.get(name);
        if (value == null) {
            return Optional.empty();
        }
        // It becomes a header: what could end one begins another.
        if (!value.isTextual() || value.asText().chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw Refusal.invalid(pointer + ".request." + name, "is not plain text")
                    .asException();
        }
        return Optional.of(value.asText());
    }
}
