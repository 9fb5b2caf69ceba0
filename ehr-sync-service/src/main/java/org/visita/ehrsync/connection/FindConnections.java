package org.visita.ehrsync.connection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.visita.ehrsync.delivery.CircuitState;
import org.visita.ehrsync.delivery.Circuits;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** Connections with the state of their circuits. */
@ApplicationScoped
class FindConnections {

    private final Connections connections;
    private final Circuits circuits;

    @Inject
    FindConnections(Connections connections, Circuits circuits) {
        this.connections = connections;
        this.circuits = circuits;
    }

    /** @throws org.visita.kit.problem.RefusedException if the clinic has no such connection */
    Uni<ConnectionJson.View> one(String clinic, UUID id) {
        return Panache.withSession(() -> connections
                .find(clinic, id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .chain(connection -> circuits.ofClinic(clinic).map(states -> view(connection, states))));
    }

    Uni<Page<ConnectionJson.View>> list(String clinic, PageRequest page) {
        return Panache.withSession(() -> connections.list(clinic, page).chain(found -> circuits.ofClinic(clinic)
                .map(states -> Page.of(
                                found, page, connection -> connection.id().toString())
                        .map(connection -> view(connection, states)))));
    }

    private static ConnectionJson.View view(Connection connection, Map<UUID, CircuitState> states) {
        return ConnectionJson.View.of(connection, states.getOrDefault(connection.id(), CircuitState.CLOSED));
    }
}
