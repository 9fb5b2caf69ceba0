package org.visita.gateway.door;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.pipe.Ending;
import org.visita.gateway.principal.Principal;
import org.visita.kit.ids.Ids;

/** One request at the door, and what the door has found out about it so far. Lives on one event loop. */
final class Passage {

    private final RoutingContext context;
    private final Ending ending;
    private final ClientAddress address;
    private final String requestId = Ids.next().toString();
    private final long startedAt = System.nanoTime();
    private Target target;
    private Principal principal;
    private Principal closedPrincipal;
    private String closedBecause;
    private Route route;
    private List<String> violated = List.of();

    private Passage(RoutingContext context) {
        this.context = context;
        this.ending = Ending.of(context);
        this.address = ClientAddress.of(context.request().remoteAddress().hostAddress());
    }

    static Passage begin(RoutingContext context) {
        Passage passage = new Passage(context);
        context.put(Passage.class.getName(), passage);
        return passage;
    }

    /** Empty for a request that failed before it came to the door. */
    static Optional<Passage> of(RoutingContext context) {
        return Optional.ofNullable(context.get(Passage.class.getName()));
    }

    RoutingContext context() {
        return context;
    }

    HttpServerRequest request() {
        return context.request();
    }

    Ending ending() {
        return ending;
    }

    ClientAddress address() {
        return address;
    }

    /** Ours, always: what a caller sends under this name is dropped. */
    String requestId() {
        return requestId;
    }

    long elapsedMillis() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    /** Null until the address has been read. */
    Target target() {
        return target;
    }

    void reads(Target read) {
        this.target = read;
    }

    /** Null until the caller is known. */
    Principal principal() {
        return principal;
    }

    void belongsTo(Principal known) {
        this.principal = known;
    }

    /** The credential was right, but opens nothing: for the audit trail only, the caller is not told. */
    void triedWith(Principal closed, String because) {
        this.closedPrincipal = closed;
        this.closedBecause = because;
    }

    /** Null unless the credential was right and closed. */
    Principal closedPrincipal() {
        return closedPrincipal;
    }

    /** Null unless the credential was right and closed. */
    String closedBecause() {
        return closedBecause;
    }

    /** Null until the resource is known. */
    Route route() {
        return route;
    }

    void goesTo(Route found) {
        this.route = found;
    }

    /** Names of the limits that have no room for it; empty if it was not refused for one. */
    List<String> violated() {
        return violated;
    }

    void violates(List<String> limits) {
        this.violated = limits;
    }
}
