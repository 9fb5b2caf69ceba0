package org.visita.gateway.door;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.open.Visit;
import org.visita.gateway.principal.Principal;
import org.visita.kit.problem.Refusal;

/** One request for an open page. */
record DoorVisit(Passage passage, Doorkeeper doorkeeper, Answers answers) implements Visit {

    private static final String KEY = "Key";

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
        passage.deed().isAbout(KEY, caller.id());
        return doorkeeper.count(passage);
    }

    @Override
    public void triedWith(Principal closed, String because) {
        passage.triedWith(closed, because);
        passage.deed().isAbout(KEY, closed.id());
    }

    @Override
    public void begun() {
        answers.begin(passage);
    }

    @Override
    public void turnedAway(Refusal refusal) {
        passage.isRefused(refusal);
    }

    @Override
    public void given(Principal caller, String action) {
        passage.deed().is(action);
        passage.deed().isAbout(KEY, caller.id());
    }

    @Override
    public void refuse(Refusal refusal) {
        answers.refuse(passage, refusal);
    }
}
