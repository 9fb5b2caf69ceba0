package org.visita.ehrsync.trail;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.audit.AuditedAct;
import org.visita.kit.audit.OpenAct;

/**
 * The audit entries of what this service does by itself. Begun before it is committed and ended when it is known whether
 * it was, so that a process that is killed in between leaves an entry too.
 */
@ApplicationScoped
public class OwnActs {

    private static final Actor OURSELVES = new Actor(Actor.Kind.SERVICE, "ehr-sync");

    private record Act(String action, ConnectionRef connection) {

        AuditedAct that(Outcome outcome, String code) {
            return act(action, connection, outcome, code);
        }

        AuditedAct failed() {
            return that(Outcome.FAILED, "unavailable");
        }
    }

    /** What is done in one transaction, which may be tried several times: each act is one entry all the same. */
    public final class Told {

        private final Map<Act, OpenAct> begun = new LinkedHashMap<>();
        private final Set<Act> ofThisTry = new HashSet<>();

        private Told() {}

        /** What was begun before was rolled back. */
        public void startOver() {
            ofThisTry.clear();
        }

        public void begin(String action, ConnectionRef connection) {
            Act act = new Act(action, connection);
            ofThisTry.add(act);
            begun.computeIfAbsent(act, one -> trail.begin(one.that(Outcome.FAILED, "interrupted")));
        }

        /** What the last try did is done; what only one before it did is not. */
        private void isCommitted() {
            begun.forEach((act, open) ->
                    open.end(ofThisTry.contains(act) ? act.that(Outcome.SUCCEEDED, null) : act.failed()));
        }

        private void isUndone() {
            begun.forEach((act, open) -> open.end(act.failed()));
        }
    }

    private final AuditTrail trail;

    @Inject
    OwnActs(AuditTrail trail) {
        this.trail = trail;
    }

    /** @param work runs the transaction, and tells what it does there */
    public <T> Uni<T> tell(Function<Told, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Told told = new Told();
            return work.apply(told)
                    .onItem()
                    .invoke(told::isCommitted)
                    .onFailure()
                    .invoke(told::isUndone)
                    .onCancellation()
                    .invoke(told::isUndone);
        });
    }

    private static AuditedAct act(String action, ConnectionRef connection, Outcome outcome, String code) {
        return new AuditedAct(
                connection.clinic(),
                OURSELVES,
                action,
                "Connection",
                connection.id().toString(),
                null,
                outcome,
                code,
                null,
                null,
                null,
                0);
    }
}
