package org.visita.ehrsync.connection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.rest.Etags;

/** Puts new code maps in the place of all that a connection has. What waited for one of the codes goes again. */
@ApplicationScoped
class ReplaceCodeMaps {

    private final Connections connections;
    private final CodeMapTable table;
    private final MappingGaps gaps;
    private final CatalogCopy catalog;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    ReplaceCodeMaps(
            Connections connections,
            CodeMapTable table,
            MappingGaps gaps,
            CatalogCopy catalog,
            Transactions transactions,
            Clock clock) {
        this.connections = connections;
        this.table = table;
        this.gaps = gaps;
        this.catalog = catalog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param ifMatch the ETag of the connection; required */
    Uni<CodeMapJson.Replaced> replace(String clinic, UUID id, List<CodeMapLine> lines, String ifMatch) {
        List<CodeMaps.Entry> entries = lines.stream().map(CodeMapLine::entry).toList();
        return transactions.write(() -> connections
                .lock(clinic, id)
                .invoke(() -> Etags.require(ifMatch))
                .invoke(current -> Etags.check(ifMatch, current.version()))
                .chain(current -> connections.store(current.touch(clock.instant())))
                .call(next -> table.replace(next.ref(), entries))
                .chain(next -> gaps.filledOf(next.ref())
                        .map(retried -> new CodeMapJson.Replaced(
                                next.version(), entries.size(), unknown(clinic, lines), retried))));
    }

    private List<CodeMapJson.Unknown> unknown(String clinic, List<CodeMapLine> lines) {
        return lines.stream()
                .filter(line -> kindOf(line.entry())
                        .filter(kind ->
                                catalog.find(clinic, kind, line.entry().local()).isEmpty())
                        .isPresent())
                .map(line -> new CodeMapJson.Unknown(
                        line.at(), line.entry().kind(), line.entry().local()))
                .toList();
    }

    /** Empty for what is not in the catalog. */
    private static Optional<CatalogKind> kindOf(CodeMaps.Entry entry) {
        return switch (entry.kind()) {
            case CodeMaps.VISIT_TYPE -> Optional.of(CatalogKind.VISIT_TYPE);
            case CodeMaps.PRACTITIONER -> Optional.of(CatalogKind.PRACTITIONER);
            case CodeMaps.LOCATION -> Optional.of(CatalogKind.LOCATION);
            default -> Optional.empty();
        };
    }
}
