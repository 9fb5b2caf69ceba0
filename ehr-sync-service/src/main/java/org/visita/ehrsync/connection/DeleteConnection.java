package org.visita.ehrsync.connection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.ehrsync.delivery.CatchUp;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.rest.Etags;

/**
 * Removes a connection with all that is known of its EHR. What the EHR holds stays there. The dead letters go too; their
 * events stay on the dead-letter topic.
 */
@ApplicationScoped
class DeleteConnection {

    private final Connections connections;
    private final CatchUp catchUp;
    private final Transactions transactions;

    @Inject
    DeleteConnection(Connections connections, CatchUp catchUp, Transactions transactions) {
        this.connections = connections;
        this.catchUp = catchUp;
        this.transactions = transactions;
    }

    /** @param ifMatch value of the header; required */
    Uni<Void> delete(String clinic, UUID id, String ifMatch) {
        return transactions.write(() -> connections
                // Looked up first, so that nobody stops the intake of bookings with an id that is none.
                .lock(clinic, id)
                .invoke(() -> Etags.require(ifMatch))
                .invoke(current -> Etags.check(ifMatch, current.version()))
                .invoke(DeleteConnection::requirePaused)
                .chain(current -> catchUp.removeAll(clinic, id))
                .invoke(removed -> {
                    if (!removed) {
                        throw inUse("Deliveries are still under way. Try again in a moment.");
                    }
                })
                .chain(removed -> connections.remove(clinic, id)));
    }

    private static void requirePaused(Connection current) {
        if (current.status() != ConnectionStatus.PAUSED) {
            throw inUse("Pause the connection first: then nobody writes to the EHR while it is removed.");
        }
    }

    private static RefusedException inUse(String detail) {
        return ConnectionProblem.IN_USE.because(detail).asException();
    }
}
