package org.visita.gateway.door;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.visita.gateway.key.Scope;
import org.visita.gateway.pipe.Upstream;

/**
 * Where the requests of one resource go, and what they need.
 *
 * @param resource first segment after {@code /v1/}
 * @param upstream who answers; null: this process
 * @param read scope for GET and HEAD
 * @param write scope for POST, PUT, PATCH and DELETE; null where nothing can be changed
 */
record Route(String resource, Upstream upstream, Scope read, Scope write) {

    /** Value of the header {@code Allow}. */
    String methods() {
        return write == null ? "GET, HEAD" : "GET, HEAD, POST, PUT, PATCH, DELETE";
    }

    /** Empty if the resource does not take the method at all. */
    Optional<Scope> scopeFor(HttpMethod method) {
        return switch (method.name()) {
            case "GET", "HEAD" -> Optional.of(read);
            case "POST", "PUT", "PATCH", "DELETE" -> Optional.ofNullable(write);
            default -> Optional.empty();
        };
    }
}
