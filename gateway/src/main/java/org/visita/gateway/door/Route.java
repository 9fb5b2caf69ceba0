package org.visita.gateway.door;

import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.visita.gateway.key.Scope;
import org.visita.gateway.pipe.Upstream;
import org.visita.gateway.principal.Principal;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/**
 * Where the requests of one resource go, and what they need.
 *
 * @param base what all paths of one API begin with, up to and with the slash
 * @param resource the segment after it
 * @param upstream who answers; null: this process
 * @param read scope for GET and HEAD
 * @param write scope for POST, PUT, PATCH and DELETE; null where nothing can be changed
 * @param mostBodyBytes of a request
 */
record Route(String base, String resource, Upstream upstream, Scope read, Scope write, long mostBodyBytes) {

    private static final String BUNDLES = "Bundle";

    /** The base of the FHIR API itself, of which each Bundle's entries need scopes of their own. */
    static Route ofBundles(long mostBodyBytes) {
        return new Route(Routes.FHIR, BUNDLES, null, null, null, mostBodyBytes);
    }

    boolean isBundles() {
        return resource.equals(BUNDLES);
    }

    String path() {
        return base + resource;
    }

    /** Value of the header {@code Allow}. */
    String methods() {
        if (isBundles()) {
            return "POST";
        }
        return write == null ? "GET, HEAD" : "GET, HEAD, POST, PUT, PATCH, DELETE";
    }

    /** @throws RefusedException if the caller may not do this here, or nobody may */
    void refuseUnless(Principal caller, HttpMethod method, String asked) {
        if (isBundles() && method == HttpMethod.POST) {
            return;
        }
        Scope needed = scopeFor(method, asked).orElseThrow(() -> CommonRefusal.METHOD_NOT_ALLOWED
                .because("This takes " + methods() + ".")
                .asException());
        if (!caller.allows(needed)) {
            throw CommonRefusal.FORBIDDEN
                    .because("The scope " + needed.code() + " is needed, and was not given.")
                    .asException();
        }
    }

    /**
     * Empty if the resource does not take the method at all.
     *
     * @param asked one of the paths of this route
     */
    Optional<Scope> scopeFor(HttpMethod method, String asked) {
        return switch (method.name()) {
            case "GET", "HEAD" -> Optional.ofNullable(read);
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
