package org.visita.kit.audit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.visita.kit.identity.CurrentCaller;

/**
 * Leaves an entry of each request when its answer stands: tells the door by a header what was done, if the door carries
 * the request; else writes it here.
 */
public final class AuditFilter {

    /** The action of a request that was turned away before it was known what it asks for. */
    public static final String REFUSED = "request.refused";

    /** What {@link #REFUSED} acts on. */
    public static final String REQUEST = "Request";

    private static final String STARTED = AuditFilter.class.getName() + ".started";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    AuditTrail trail;

    @Inject
    CurrentVertxRequest current;

    @Inject
    CurrentIdentityAssociation identities;

    @Inject
    Clock clock;

    /** Of what the door carries, the door has seen to it before. */
    @ServerRequestFilter
    public void begin(ContainerRequestContext request) {
        request.setProperty(STARTED, clock.millis());
        if (!READING.contains(request.getMethod())
                && token().filter(CurrentCaller::isThroughDoor).isEmpty()) {
            trail.refuseIfBehind();
        }
    }

    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        RequestedAct act = RequestedAct.of(request, response, resource, current.getCurrent(), elapsed(request));
        Optional<JsonWebToken> token = token();
        if (token.isPresent() || isNobody(request, response)) {
            boolean refused = token.isEmpty() && request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
            leave(refused ? act.tokenRefused() : act, token, response);
        } else {
            // Turned away before it was asked who it is. The header can still go; for an entry there is time.
            response.getHeaders().putSingle(AuditNote.HEADER, act.note());
            identities
                    .getDeferredIdentity()
                    .subscribe()
                    .with(
                            identity -> leave(act, tokenOf(identity.getPrincipal()), null),
                            notAccepted -> leave(act.tokenRefused(), Optional.empty(), null));
        }
    }

    private void leave(RequestedAct act, Optional<JsonWebToken> token, ContainerResponseContext response) {
        if (token.filter(CurrentCaller::isThroughDoor).isEmpty()) {
            trail.record(act.by(token));
        } else if (response != null) {
            response.getHeaders().putSingle(AuditNote.HEADER, act.note());
        }
    }

    private static boolean isNobody(ContainerRequestContext request, ContainerResponseContext response) {
        return response.getStatus() == 401 || request.getHeaderString(HttpHeaders.AUTHORIZATION) == null;
    }

    private long elapsed(ContainerRequestContext request) {
        return request.getProperty(STARTED) instanceof Long started ? Math.max(0, clock.millis() - started) : 0;
    }

    /** Empty if the credentials were not accepted, or not looked at: then nobody is known to have asked. */
    private Optional<JsonWebToken> token() {
        RoutingContext request = current.getCurrent();
        return request.user() instanceof QuarkusHttpUser user
                ? tokenOf(user.getSecurityIdentity().getPrincipal())
                : Optional.empty();
    }

    private static Optional<JsonWebToken> tokenOf(java.security.Principal principal) {
        return principal instanceof JsonWebToken token ? Optional.of(token) : Optional.empty();
    }
}
