package org.visita.ehrsync.deadletter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.DiscardDeliveries;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.RefusedException;

/** Takes a discard back, as long as somebody may have merely slipped. */
@ApplicationScoped
class RestoreDeadLetter {

    private final Standings standings;
    private final DiscardDeliveries deliveries;
    private final Transactions transactions;
    private final Duration restorable;

    @Inject
    RestoreDeadLetter(
            Standings standings, DiscardDeliveries deliveries, Transactions transactions, EhrSyncConfig config) {
        this.standings = standings;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.restorable = config.deadLetters().restorable();
    }

    /** @throws org.visita.kit.problem.RefusedException if it is not discarded, or has been for too long */
    Uni<Void> restore(String clinic, UUID id) {
        return transactions
                .write(() -> standings
                        .lock(clinic, id)
                        .invoke(this::check)
                        .chain(standing -> deliveries.restore(clinic, id, standing.code()))
                        .invoke(restored -> {
                            if (!restored) {
                                throw notDiscarded();
                            }
                        }))
                .replaceWithVoid();
    }

    private void check(Standing standing) {
        if (!standing.isDiscarded()) {
            throw notDiscarded();
        }
        if (standing.discardedAt().plus(restorable).isBefore(standing.now())) {
            throw DeadLetterProblem.TOO_LATE
                    .because("It was discarded more than " + restorable.toHours() + " hours ago.")
                    .asException();
        }
    }

    private static RefusedException notDiscarded() {
        return DeadLetterProblem.NOT_DISCARDED
                .because("Nobody has discarded it, or a newer version of the booking has brought it back.")
                .asException();
    }
}
