package org.visita.gateway.token;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.audit.AuditedAct;
import org.visita.kit.problem.CommonRefusal;

/** Who asked for a token on the management port, where the door does not see it, and whether it was given. */
@ApplicationScoped
class TokenTrail {

    private final AuditTrail trail;

    @Inject
    TokenTrail(AuditTrail trail) {
        this.trail = trail;
    }

    void given(RoutingContext context, String service, String clinic) {
        record(context, new Actor(Actor.Kind.SERVICE, service), clinic, Outcome.SUCCEEDED, null);
    }

    /** Whoever shows a wrong secret may say any name: nobody is named. */
    void refused(RoutingContext context, int status) {
        CommonRefusal because =
                switch (status) {
                    case 401 -> CommonRefusal.UNAUTHENTICATED;
                    case 413 -> CommonRefusal.TOO_LARGE;
                    default -> CommonRefusal.INVALID_REQUEST;
                };
        record(context, null, null, Outcome.REFUSED, because.code());
    }

    private void record(RoutingContext context, Actor actor, String clinic, Outcome outcome, String code) {
        SocketAddress from = context.request().remoteAddress();
        trail.record(new AuditedAct(
                clinic,
                actor,
                outcome == Outcome.SUCCEEDED ? "access.service-token-issued" : "access.refused",
                "ServiceClient",
                null,
                null,
                outcome,
                code,
                from == null ? null : from.hostAddress(),
                null,
                null,
                0));
    }
}
