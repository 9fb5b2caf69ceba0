package org.visita.ehrsync.connection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.ehrsync.delivery.CatchUp;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.rest.Etags;

/** Renames a connection, or points it elsewhere. */
@ApplicationScoped
class ChangeConnection {

    private final Connections connections;
    private final CatchUp catchUp;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    ChangeConnection(Connections connections, CatchUp catchUp, Transactions transactions, Clock clock) {
        this.connections = connections;
        this.catchUp = catchUp;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param ifMatch value of the header; required */
    Uni<Connection> change(String clinic, UUID id, ConnectionJson.Wanted wanted, String ifMatch) {
        return transactions.write(() -> connections
                .lock(clinic, id)
                .invoke(() -> Etags.require(ifMatch))
                .invoke(current -> Etags.check(ifMatch, current.version()))
                .chain(current -> connections
                        .store(current.change(wanted.name(), wanted.baseUrl(), clock.instant()))
                        .call(() -> leadsElsewhere(current, wanted)
                                ? catchUp.startOver(clinic, id)
                                : Uni.createFrom().voidItem())));
    }

    /** Another address may be another EHR, where our ids belong to somebody else. */
    private static boolean leadsElsewhere(Connection current, ConnectionJson.Wanted wanted) {
        return !current.baseUrl().equals(wanted.baseUrl());
    }
}
