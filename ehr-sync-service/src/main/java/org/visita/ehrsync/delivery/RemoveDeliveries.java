package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.visita.ehrsync.destination.ConnectionRef;

/** Removes everything that is known of an EHR, with its dead letters. Joins the running transaction. */
@ApplicationScoped
class RemoveDeliveries {

    private static final String OF_CONNECTION = " where clinic = ?1 and connection_id = ?2";

    private static final String LETTERS =
            " where (clinic, dead_letter_id) in (select clinic, id from dead_letter" + OF_CONNECTION + ")";

    /** In an order that no foreign key minds. */
    private static final List<String> STATEMENTS = List.of(
            "delete from delivery" + OF_CONNECTION,
            "delete from attempt" + OF_CONNECTION,
            "delete from dead_letter_comment" + LETTERS,
            "delete from replay_item" + LETTERS,
            "delete from dead_letter" + OF_CONNECTION,
            "delete from patient_link" + OF_CONNECTION,
            "delete from code_map" + OF_CONNECTION,
            "delete from circuit" + OF_CONNECTION);

    private final LeaveFlow leaveFlow;

    @Inject
    RemoveDeliveries(LeaveFlow leaveFlow) {
        this.leaveFlow = leaveFlow;
    }

    /** @return false, and nothing removed, if a worker is still at it */
    Uni<Boolean> of(ConnectionRef connection) {
        return isUnderWay(connection)
                .chain(busy -> busy
                        ? Uni.createFrom().item(false)
                        : leaveFlow
                                .announceRemoval(connection)
                                .chain(() -> removeAll(connection))
                                .replaceWith(true));
    }

    private static Uni<Boolean> isUnderWay(ConnectionRef connection) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select exists (select 1 from delivery" + OF_CONNECTION + " and lease_until > now())",
                        Boolean.class)
                .setParameter(1, connection.clinic())
                .setParameter(2, connection.id())
                .getSingleResult());
    }

    private static Uni<Void> removeAll(ConnectionRef connection) {
        return Multi.createFrom()
                .iterable(STATEMENTS)
                .onItem()
                .transformToUniAndConcatenate(
                        statement -> Panache.getSession().chain(session -> session.createNativeQuery(statement)
                                .setParameter(1, connection.clinic())
                                .setParameter(2, connection.id())
                                .executeUpdate()))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
