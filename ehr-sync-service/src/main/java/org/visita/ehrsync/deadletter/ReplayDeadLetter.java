package org.visita.ehrsync.deadletter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.visita.ehrsync.delivery.WantDeliveries;
import org.visita.kit.outbox.Transactions;

/** Tries a dead letter again, with all attempts before it. What is sent is the newest the booking has by then. */
@ApplicationScoped
class ReplayDeadLetter {

    private final Standings standings;
    private final WantDeliveries deliveries;
    private final Transactions transactions;

    @Inject
    ReplayDeadLetter(Standings standings, WantDeliveries deliveries, Transactions transactions) {
        this.standings = standings;
        this.deliveries = deliveries;
        this.transactions = transactions;
    }

    /** @throws org.visita.kit.problem.RefusedException if there is no such dead letter, or nothing to do about it */
    Uni<Void> replay(String clinic, UUID id) {
        return transactions
                .write(() -> standings
                        .lock(clinic, id)
                        .invoke(ReplayDeadLetter::check)
                        .chain(() -> deliveries.again(clinic, List.of(id), "replay"))
                        .invoke(again -> {
                            if (again.isEmpty()) {
                                throw DeadLetterProblem.NOT_NEEDED
                                        .because(
                                                "The connection is inbound, or does not deliver this booking any more.")
                                        .asException();
                            }
                        }))
                .replaceWithVoid();
    }

    /** Asked of what we know, not of the EHR: where it has the booking already, the delivery finds that out. */
    private static void check(Standing standing) {
        if (standing.isDiscarded()) {
            throw DeadLetterProblem.DISCARDED.because("Restore it first.").asException();
        }
        if (standing.isSuperseded()) {
            throw DeadLetterProblem.NOT_NEEDED
                    .because("A newer version of the booking is wanted or written.")
                    .asException();
        }
        if (!standing.isOpen()) {
            throw DeadLetterProblem.NOT_NEEDED
                    .because(
                            standing.state().equals("resolved")
                                    ? "The EHR holds the booking by now."
                                    : "It is being tried again already.")
                    .asException();
        }
    }
}
