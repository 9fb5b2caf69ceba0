package org.visita.gateway.door;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.pipe.Ending;
import org.visita.gateway.principal.Principal;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.TraceIds;

/** One request at the door, and what the door has found out about it so far. Lives on one event loop. */
final class Passage {

    private final RoutingContext context;
    private final Ending ending;
    private final ClientAddress address;
    private final Deed deed = new Deed(Ids.next().toString());
    private final String traceId;
    private final String traceParent;
    private Principal principal;
    private Principal closedPrincipal;
    private String closedBecause;
    private Route route;
    private List<String> violated = List.of();
    private Runnable decided = () -> {};

    private Passage(RoutingContext context) {
        this.context = context;
        // Taken as the request comes in: what is running later may be another one of the same event loop.
        Span span = Span.current();
        this.traceId = span.getSpanContext().getTraceId();
        this.traceParent = TraceIds.traceParent(span);
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
        return deed.requestId();
    }

    String traceId() {
        return traceId;
    }

    /** W3C header value; null outside a trace. */
    String traceParent() {
        return traceParent;
    }

    long elapsedMillis() {
        return deed.elapsedMillis();
    }

    /**
     * This process is at it: it has no end before its answer stands, also if its caller leaves.
     *
     * @param most how long that may take after the caller has left
     */
    void awaitsAnswer(Duration most) {
        decided = ending.undecided();
        ending.atOnce(() -> {
            long timer = context.vertx().setTimer(most.toMillis(), due -> decided.run());
            ending.then(() -> context.vertx().cancelTimer(timer));
        });
    }

    /** How it ended is known, whoever hears of it. */
    void isDecided() {
        deed.isDecided();
        decided.run();
    }

    /** What it is answered with, by the door itself; if its caller has left, only the trail hears of it. */
    void isRefused(Refusal because) {
        deed.isRefused(because);
        HttpServerResponse response = context.response();
        if (response.closed() && !response.headWritten()) {
            response.setStatusCode(because.code().status());
            isDecided();
        }
    }

    /**
     * Whether all of the answer was given. Over HTTP/2 Vert.x tells of the end of the stream before the end of the answer,
     * as if the one had come without the other.
     */
    boolean isAnswered(boolean ended) {
        return ended || context.response().ended();
    }

    /** What the audit trail will say of it. */
    Deed deed() {
        return deed;
    }

    /** Null until the address has been read. */
    Target target() {
        return deed.target();
    }

    void reads(Target read) {
        deed.asksFor(read);
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
