package org.visita.ehrsync.connection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.visita.ehrsync.delivery.CatchUp;
import org.visita.ehrsync.delivery.Circuits;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.Credentials;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;

/** Connects a clinic's EHR, which from then on is brought the clinic's bookings, those to come included. */
@ApplicationScoped
class CreateConnection {

    private final Connections connections;
    private final Circuits circuits;
    private final CatchUp catchUp;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    CreateConnection(
            Connections connections, Circuits circuits, CatchUp catchUp, Transactions transactions, Clock clock) {
        this.connections = connections;
        this.circuits = circuits;
        this.catchUp = catchUp;
        this.transactions = transactions;
        this.clock = clock;
    }

    Uni<Connection> create(String clinic, ConnectionJson.Wanted wanted) {
        Credentials credentials = wanted.credentials() == null
                ? new Credentials.None()
                : wanted.credentials().toCredentials(new Credentials.None(), false);
        Connection created = Connection.create(
                new ConnectionRef(clinic, Ids.next()), wanted.settings(), credentials, clock.instant());
        return transactions.write(() -> connections
                .add(created)
                .chain(() -> circuits.add(clinic, created.id()))
                .chain(() -> catchUp.wantAllThatHaveNotEnded(clinic, created.id()))
                .replaceWith(created));
    }
}
