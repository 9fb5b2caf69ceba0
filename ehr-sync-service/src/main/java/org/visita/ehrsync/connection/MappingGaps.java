package org.visita.ehrsync.connection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.ehrsync.delivery.WantDeliveries;
import org.visita.ehrsync.destination.CodeMaps;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.outbox.Transactions;

/** Dead letters for want of a code go again by themselves when there is one: in the code maps, or in the catalog. */
@ApplicationScoped
class MappingGaps {

    private static final String COMPLETED = "mapping-completed";
    private static final String VISIT_TYPE = CodeMaps.VISIT_TYPE + "/";
    private static final int AT_ONCE = 1000;

    private static final String OPEN = """
            from dead_letter l join connection c on c.clinic = l.clinic and c.id = l.connection_id
            left join code_map m on m.clinic = l.clinic and m.connection_id = l.connection_id
              and m.kind || '/' || m.local = l.cause
            where l.state = 'open' and l.code = 'mapping-missing'""";

    /** @param filled whether the code maps have it by now, or none is needed any more */
    private record Gap(ConnectionRef connection, String cause, boolean filled) {}

    private final WantDeliveries deliveries;
    private final CatalogCopy catalog;
    private final DeliveryDispatcher dispatcher;
    private final Transactions transactions;

    @Inject
    MappingGaps(
            WantDeliveries deliveries, CatalogCopy catalog, DeliveryDispatcher dispatcher, Transactions transactions) {
        this.deliveries = deliveries;
        this.catalog = catalog;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
    }

    /** Those that the code maps of the connection fill now, at most {@value #AT_ONCE}. Joins the running transaction. */
    Uni<Integer> filledOf(ConnectionRef connection) {
        return again(connection, "m.local is not null and ?4 = ''", "");
    }

    /** All of the connection, at most {@value #AT_ONCE}: codes are not sent any more. Joins the running transaction. */
    Uni<Integer> allOf(ConnectionRef connection) {
        return again(connection, "?4 = ''", "");
    }

    /** What a worker opened from an older map, what is too many for one transaction, and what the catalog has by now. */
    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Panache.withSession(MappingGaps::gaps)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .filter(gap -> gap.filled() || isInCatalog(gap))
                .onItem()
                .transformToUniAndConcatenate(
                        gap -> transactions.write(() -> again(gap.connection(), "l.cause = ?4", gap.cause())))
                .collect()
                .asList()
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        dispatcher.wake();
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<List<Gap>> gaps() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select l.clinic, l.connection_id, l.cause,
                                       bool_or(m.local is not null or not 'service-type' = any (c.fields))
                                """ + OPEN + """

                                group by l.clinic, l.connection_id, l.cause""", Object[].class)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Gap(
                                new ConnectionRef((String) row[0], (UUID) row[1]), (String) row[2], (Boolean) row[3]))
                        .toList());
    }

    private boolean isInCatalog(Gap gap) {
        return gap.cause().startsWith(VISIT_TYPE)
                && catalog.find(
                                gap.connection().clinic(),
                                CatalogKind.VISIT_TYPE,
                                gap.cause().substring(VISIT_TYPE.length()))
                        .filter(entry -> entry.visitType().serviceType() != null)
                        .isPresent();
    }

    private Uni<Integer> again(ConnectionRef connection, String which, String cause) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select l.id " + OPEN + " and " + WantDeliveries.FLOWS
                                        + " and l.clinic = ?1 and l.connection_id = ?2 and " + which
                                        + " order by l.id limit ?3",
                                UUID.class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .setParameter(3, AT_ONCE)
                        .setParameter(4, cause)
                        .getResultList())
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(0)
                        : deliveries.again(connection.clinic(), ids, COMPLETED).map(going -> going.size()));
    }
}
