package org.visita.gateway.open;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.principal.Principal;
import org.visita.kit.problem.Refusal;

/** A request for an {@link OpenPage}, and what the door does for it. */
public interface Visit {

    RoutingContext context();

    /** As the door matched it. */
    String path();

    /** Null if there is none. */
    String query();

    ClientAddress address();

    String requestId();

    /**
     * Takes the request out of what an address may ask for without a key.
     *
     * @param refused why it is turned away; null if it is not
     * @return fails with a {@link org.visita.kit.problem.RefusedException} if that is used up
     */
    Future<Void> countAgainstAddress(Throwable refused);

    /**
     * Before what costs something to check. Takes nothing out.
     *
     * @return fails with a {@link org.visita.kit.problem.RefusedException} if the address is blocked, or may ask for no more
     */
    Future<Void> admitAddress();

    /**
     * Takes the request out of the caller's quota, and names the caller in logs.
     *
     * @return fails with a {@link org.visita.kit.problem.RefusedException} if it is used up
     */
    Future<Void> countAgainst(Principal caller);

    /** Remembers for the audit trail whose credential was right and opened nothing. */
    void triedWith(Principal closed, String because);

    /** For the audit trail: it is going to be decided here, and how is on record also if the visitor does not wait for it. */
    void begun();

    /** For the audit trail: the visitor is turned away, and the page itself answers. */
    void turnedAway(Refusal refusal);

    /** For the audit trail: what the caller is given. */
    void given(Principal caller, String action);

    /** Answers with the refusal, as the door does. */
    void refuse(Refusal refusal);
}
