package org.visita.ehrsync.replay;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;

/** Ends a replay before its time. What it has sent goes its way; what waits stays a dead letter. */
@ApplicationScoped
class CancelReplay {

    private final Replays replays;
    private final ReplayItems items;
    private final ReplayResults results;
    private final Transactions transactions;

    @Inject
    CancelReplay(Replays replays, ReplayItems items, ReplayResults results, Transactions transactions) {
        this.replays = replays;
        this.items = items;
        this.results = results;
        this.transactions = transactions;
    }

    /** @throws org.visita.kit.problem.RefusedException if there is no such replay, or it has ended by itself */
    Uni<Void> cancel(Replays.Key key) {
        return transactions
                .write(() -> replays.lock(key)
                        .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                        .chain(replay -> replay.goesOn() ? end(key) : ended(replay)))
                .invoke(skipped -> results.count(Map.of(ReplayResults.SKIPPED, skipped)))
                .replaceWithVoid();
    }

    private Uni<Integer> end(Replays.Key key) {
        return items.skipRest(key).call(() -> replays.end(key, Replays.CANCELLED));
    }

    /** Cancelled twice is cancelled. */
    private static Uni<Integer> ended(Replays.Running replay) {
        if (!replay.state().equals(Replays.CANCELLED)) {
            throw ReplayProblem.REPLAY_ENDED
                    .because("There is nothing left to cancel.")
                    .asException();
        }
        return Uni.createFrom().item(0);
    }
}
