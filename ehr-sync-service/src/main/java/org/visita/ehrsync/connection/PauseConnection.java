package org.visita.ehrsync.connection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.ehrsync.delivery.ConnectionPause;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.trail.OwnActs;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.rest.Etags;

/** Stops deliveries to an EHR; what is under way ends, the rest waits. */
@ApplicationScoped
class PauseConnection implements ConnectionPause {

    private static final Logger LOG = Logger.getLogger(PauseConnection.class);

    private final Connections connections;
    private final Transactions transactions;
    private final OwnActs acts;
    private final Clock clock;

    @Inject
    PauseConnection(Connections connections, Transactions transactions, OwnActs acts, Clock clock) {
        this.connections = connections;
        this.transactions = transactions;
        this.acts = acts;
        this.clock = clock;
    }

    /** @param ifMatch value of the header, or null */
    Uni<Connection> byOperator(String clinic, UUID id, String ifMatch) {
        return transactions.write(() -> connections
                .lock(clinic, id)
                .invoke(current -> Etags.check(ifMatch, current.version()))
                .chain(current -> connections.store(current.pause(Connection.BY_OPERATOR, clock.instant()))));
    }

    @Override
    public Uni<Void> because(String reason, ConnectionRef connection, int version) {
        return acts.tell(told -> transactions.write(
                () -> connections.lock(connection.clinic(), connection.id()).chain(current -> {
                    told.startOver();
                    if (current.version() != version) {
                        return Uni.createFrom().voidItem();
                    }
                    told.begin("connection.pause", connection);
                    return pause(current, reason);
                })));
    }

    private Uni<Void> pause(Connection current, String reason) {
        LOG.errorf("Connection %s is paused (%s); its deliveries wait until somebody resumes it", current.id(), reason);
        return connections.store(current.pause(reason, clock.instant())).replaceWithVoid();
    }
}
