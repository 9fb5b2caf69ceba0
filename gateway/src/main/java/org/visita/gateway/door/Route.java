package org.visita.gateway.door;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.visita.gateway.key.Scope;
import org.visita.gateway.pipe.Upstream;

/**
 * Where the requests of one resource go, and what they need.
 *
 * @param base what all paths of one API begin with, up to and with the slash
 * @param resource the segment after it
 * @param upstream who answers; null: this process
 * @param read scope for GET and HEAD
 * @param write scope for POST, PUT, PATCH and DELETE; null where nothing can be changed
 */
record Route(String base, String resource, Upstream upstream, Scope read, Scope write) {

    String path() {
        return base + resource;
    }

    /** Value of the header {@code Allow}. */
    String methods() {
        return write == null ? "GET, HEAD" : "GET, HEAD, POST, PUT, PATCH, DELETE";
    }

    /**
     * Empty if the resource does not take the method at all.
     *
     * @param asked one of the paths of this route
     */
    Optional<Scope> scopeFor(HttpMethod method, String asked) {
        return switch (method.name()) {
            case "GET", "HEAD" -> Optional.of(read);
            case "POST" -> Optional.ofNullable(write != null && isSearch(asked) ? read : write);
            case "PUT", "PATCH", "DELETE" -> Optional.ofNullable(write);
            default -> Optional.empty();
        };
    }

    /** FHIR takes a search as POST too (R4, section 3.1.1.1), so that what is searched for stands in no address. */
    private boolean isSearch(String asked) {
        return base.equals(Routes.FHIR) && asked.equals(path() + "/_search");
    }
}
