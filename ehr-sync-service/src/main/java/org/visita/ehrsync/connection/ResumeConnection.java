package org.visita.ehrsync.connection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.ehrsync.delivery.Circuits;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.rest.Etags;

/** Lets deliveries go out again. */
@ApplicationScoped
class ResumeConnection {

    private final Connections connections;
    private final Circuits circuits;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    ResumeConnection(Connections connections, Circuits circuits, Transactions transactions, Clock clock) {
        this.connections = connections;
        this.circuits = circuits;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param ifMatch value of the header, or null */
    Uni<Connection> resume(String clinic, UUID id, String ifMatch) {
        return transactions.write(() -> connections
                .lock(clinic, id)
                .invoke(current -> Etags.check(ifMatch, current.version()))
                .chain(current -> connections.store(current.resume(clock.instant())))
                .call(() -> circuits.probeNow(clinic, id)));
    }
}
