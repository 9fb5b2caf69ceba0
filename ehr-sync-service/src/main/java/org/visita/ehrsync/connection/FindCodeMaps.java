package org.visita.ehrsync.connection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** The code maps of a connection. */
@ApplicationScoped
class FindCodeMaps {

    private final Connections connections;
    private final CodeMapTable table;

    @Inject
    FindCodeMaps(Connections connections, CodeMapTable table) {
        this.connections = connections;
        this.table = table;
    }

    /** @throws org.visita.kit.problem.RefusedException if the clinic has no such connection */
    Uni<Page<CodeMapJson.Item>> list(String clinic, UUID id, PageRequest page) {
        return Panache.withSession(() -> known(clinic, id).chain(connection -> table.list(
                        connection.ref(), page.after(key -> key).orElse(""), page.fetch())
                .map(found -> Page.of(found, page, entry -> entry.kind() + '/' + entry.local())
                        .map(CodeMapJson.Item::of))));
    }

    /** All of them, with the version of the connection. */
    Uni<Export> export(String clinic, UUID id) {
        return Panache.withSession(
                () -> known(clinic, id).chain(connection -> table.list(connection.ref(), "", CodeMapLine.MOST)
                        .map(found -> new Export(connection.version(), found))));
    }

    record Export(int version, List<CodeMaps.Entry> entries) {}

    private Uni<Connection> known(String clinic, UUID id) {
        return connections
                .find(clinic, id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()));
    }
}
