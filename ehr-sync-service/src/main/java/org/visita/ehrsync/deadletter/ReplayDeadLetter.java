package org.visita.ehrsync.deadletter;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.ehrsync.delivery.WantDeliveries;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;

/** Tries a dead letter again, with all attempts before it. What is sent is the newest the booking has by then. */
@ApplicationScoped
class ReplayDeadLetter {

    private final WantDeliveries deliveries;
    private final Transactions transactions;

    @Inject
    ReplayDeadLetter(WantDeliveries deliveries, Transactions transactions) {
        this.deliveries = deliveries;
        this.transactions = transactions;
    }

    /** @throws org.visita.kit.problem.RefusedException if there is no such dead letter, or no longer */
    Uni<Void> replay(String clinic, UUID id) {
        return transactions
                .write(() -> deliveries.again(clinic, id).invoke(found -> {
                    if (!found) {
                        throw Refusal.notFound().asException();
                    }
                }))
                .replaceWithVoid();
    }
}
