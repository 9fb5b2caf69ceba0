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
 * @param type of the records there, as the audit trail names it; null for pages
 * @param upstream who answers; null: this process
 * @param read scope for GET and HEAD
 * @param write scope for POST, PUT, PATCH and DELETE; null where nothing can be changed
 * @param mostBodyBytes of a request
 */
record Route(
        String base, String resource, String type, Upstream upstream, Scope read, Scope write, long mostBodyBytes) {

    private static final String BUNDLES = "Bundle";

    private static final String KEYS = "Key";
    private static final int UUID_LENGTH = 36;
    private static final int KEY_ID_LENGTH = 12;

    /** The base of the FHIR API itself, of which each Bundle's entries need scopes of their own. */
    static Route ofBundles(long mostBodyBytes) {
        return new Route(Routes.FHIR, BUNDLES, BUNDLES, null, null, null, mostBodyBytes);
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
        if (!caller.allows(needed) && !isDescriptionOf(caller)) {
            throw CommonRefusal.FORBIDDEN
                    .because("The scope " + needed.code() + " is needed, and was not given.")
                    .asException();
        }
    }

    /** Client libraries of FHIR ask first what the server can, whatever it is that they may do there. */
    private boolean isDescriptionOf(Principal caller) {
        return isDescription() && caller.allows(Scope.AUDIT_READ);
    }

    private boolean isDescription() {
        return base.equals(Routes.FHIR) && resource.equals(Routes.METADATA);
    }

    /**
     * Empty if the resource does not take the method at all.
     *
     * @param asked one of the paths of this route
     */
    Optional<Scope> scopeFor(HttpMethod method, String asked) {
        return switch (method.name()) {
            case "GET", "HEAD" -> Optional.ofNullable(read);
            case "POST" -> Optional.ofNullable(isSearch(asked) ? read : write);
            case "PUT", "PATCH", "DELETE" -> Optional.ofNullable(write);
            default -> Optional.empty();
        };
    }

    /** FHIR takes a search as POST too (R4, section 3.1.1.1), so that what is searched for stands in no address. */
    private boolean isSearch(String asked) {
        return upstream != null && base.equals(Routes.FHIR) && asked.equals(path() + "/_search");
    }

    /**
     * Whether the request would change something, as its scope tells. A Bundle does not by itself: its entries may.
     *
     * @param asked one of the paths of this route, with a method that it takes
     */
    boolean isChangedBy(HttpMethod method, String asked) {
        return !isBundles() && method != HttpMethod.GET && method != HttpMethod.HEAD && !isSearch(asked);
    }

    /**
     * Whether it has to wait while the trail is behind. What only takes rights away does not: a key that has leaked is
     * disabled whatever else is broken, and its row and event tell of it.
     */
    boolean isHeldBack(HttpMethod method, String asked) {
        return isChangedBy(method, asked) && !(upstream == null && method == HttpMethod.POST && takesAway(asked));
    }

    private boolean takesAway(String asked) {
        return switch (path()) {
            case Routes.V1 + "keys" -> asked.endsWith("/disable") || asked.endsWith("/revoke");
            // Lifting one is another path; one that is replaced by a shorter one leaves its event as well.
            case Routes.V1 + "blocks" -> asked.equals(path());
            default -> false;
        };
    }

    /** What the audit trail calls the request, unless whoever did it says what exactly it was. */
    String action(HttpMethod method, String asked) {
        if (isBundles()) {
            return "bundle.process";
        }
        if (isDescription()) {
            return "capabilities.read";
        }
        return (isChangedBy(method, asked) ? write : read).action();
    }

    /** The id that may stand behind the resource; null if nothing does that looks like one of ours. */
    String idIn(String asked) {
        int from = base.length() + resource.length() + 1;
        if (asked.length() <= from) {
            return null;
        }
        int slash = asked.indexOf('/', from);
        int length = (slash < 0 ? asked.length() : slash) - from;
        return length == (type.equals(KEYS) ? KEY_ID_LENGTH : UUID_LENGTH)
                ? asked.substring(from, from + length)
                : null;
    }
}
