package org.visita.gateway.door;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.open.Visit;
import org.visita.gateway.principal.Principal;
import org.visita.kit.problem.Refusal;

/** One request for an open page. */
record DoorVisit(Passage passage, Doorkeeper doorkeeper, RefusalTrail trail, Answers answers) implements Visit {

    @Override
    public RoutingContext context() {
        return passage.context();
    }

    @Override
    public String path() {
        return passage.target().path();
    }

    @Override
    public String query() {
        return passage.target().query();
    }

    @Override
    public ClientAddress address() {
        return passage.address();
    }

    @Override
    public String requestId() {
        return passage.requestId();
    }

    @Override
    public Future<Void> countAgainstAddress(Throwable refused) {
        return refused == null ? doorkeeper.countVisit(passage) : doorkeeper.countFailure(passage, refused);
    }

    @Override
    public Future<Void> admitAddress() {
        return doorkeeper.admitStranger(passage);
    }

    @Override
    public Future<Void> countAgainst(Principal caller) {
        passage.belongsTo(caller);
        return doorkeeper.count(passage);
    }

    @Override
    public void triedWith(Principal closed, String because) {
        passage.triedWith(closed, because);
    }

    @Override
    public void turnedAway(Refusal refusal) {
        trail.record(passage, refusal);
    }

    @Override
    public void given(Principal caller, String action) {
        trail.given(passage, caller, action);
    }

    @Override
    public void refuse(Refusal refusal) {
        trail.record(passage, refusal);
        answers.refuse(passage, refusal);
    }
}
