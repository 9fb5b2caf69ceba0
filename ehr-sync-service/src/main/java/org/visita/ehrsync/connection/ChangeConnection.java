package org.visita.ehrsync.connection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.ehrsync.delivery.CatchUp;
import org.visita.ehrsync.destination.Credentials;
import org.visita.ehrsync.destination.FlowField;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;

/** Changes whatever is set of a connection, and what follows from it for its deliveries. */
@ApplicationScoped
class ChangeConnection {

    private final Connections connections;
    private final CatchUp catchUp;
    private final MappingGaps gaps;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    ChangeConnection(
            Connections connections, CatchUp catchUp, MappingGaps gaps, Transactions transactions, Clock clock) {
        this.connections = connections;
        this.catchUp = catchUp;
        this.gaps = gaps;
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
                        .store(changed(current, wanted))
                        .call(next -> leadsElsewhere(current, next)
                                ? catchUp.startOver(clinic, id)
                                : Uni.createFrom().voidItem())
                        .call(next -> flowsOtherwise(current, next)
                                ? catchUp.afterChangeOfFlow(clinic, id)
                                : Uni.createFrom().voidItem())
                        .call(next -> needsFewerCodes(current, next)
                                ? gaps.allOf(next.ref())
                                : Uni.createFrom().voidItem())));
    }

    private Connection changed(Connection current, ConnectionJson.Wanted wanted) {
        ConnectionSettings settings = wanted.settings();
        boolean sameServer = TargetAddress.sameOrigin(current.settings().baseUrl(), settings.baseUrl());
        return current.change(settings, credentials(current, wanted, sameServer), clock.instant());
    }

    private static Credentials credentials(Connection current, ConnectionJson.Wanted wanted, boolean sameServer) {
        if (wanted.credentials() != null) {
            return wanted.credentials().toCredentials(current.credentials(), sameServer);
        }
        if (sameServer || current.credentials() instanceof Credentials.None) {
            return current.credentials();
        }
        // Else whoever may change a connection could have its secret sent to a server of their own.
        throw Refusal.invalid("/credentials", "are needed again where baseUrl leads to another server")
                .asException();
    }

    /** Another address may be another EHR, where our ids belong to somebody else. */
    private static boolean leadsElsewhere(Connection current, Connection next) {
        return !current.settings().baseUrl().equals(next.settings().baseUrl());
    }

    private static boolean flowsOtherwise(Connection current, Connection next) {
        return !current.settings().flow().selectsLike(next.settings().flow());
    }

    private static boolean needsFewerCodes(Connection current, Connection next) {
        return current.settings().flow().sends(FlowField.SERVICE_TYPE)
                && !next.settings().flow().sends(FlowField.SERVICE_TYPE);
    }
}
