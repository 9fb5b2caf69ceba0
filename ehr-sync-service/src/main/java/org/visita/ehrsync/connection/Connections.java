package org.visita.ehrsync.connection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** The connections of all clinics. */
@ApplicationScoped
class Connections {

    private static final String ONE_PER_CLINIC = "connection_one_per_clinic";

    /** @throws org.visita.kit.problem.RefusedException if the clinic has one */
    Uni<Void> add(Connection connection) {
        return Panache.getSession()
                .chain(session ->
                        session.persist(ConnectionEntity.of(connection)).chain(session::flush))
                .onFailure(Connections::isSecondOfClinic)
                .transform(second -> ConnectionProblem.EXISTS
                        .because("This clinic has a connection. Change it, or pause it.")
                        .asException());
    }

    Uni<Optional<Connection>> find(String clinic, UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(ConnectionEntity.class, new ConnectionKey(clinic, id)))
                .map(row -> Optional.ofNullable(row).map(ConnectionEntity::toDomain));
    }

    Uni<List<Connection>> list(String clinic, PageRequest page) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from ConnectionEntity where clinic = ?1 and id > ?2 order by id",
                                ConnectionEntity.class)
                        .setParameter(1, clinic)
                        .setParameter(2, page.after(UUID::fromString).orElse(new UUID(0, 0)))
                        .setMaxResults(page.fetch())
                        .getResultList())
                .map(rows -> rows.stream().map(ConnectionEntity::toDomain).toList());
    }

    /**
     * Reads it, locked until the transaction ends.
     *
     * @throws org.visita.kit.problem.RefusedException if the clinic has no such connection
     */
    Uni<Connection> lock(String clinic, UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(
                        ConnectionEntity.class, new ConnectionKey(clinic, id), LockModeType.PESSIMISTIC_WRITE))
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.notFound().asException())
                .map(ConnectionEntity::toDomain);
    }

    Uni<Connection> store(Connection next) {
        return Panache.getSession()
                .chain(session -> session.find(ConnectionEntity.class, new ConnectionKey(next.clinic(), next.id())))
                .invoke(row -> row.become(next))
                .replaceWith(next);
    }

    private static boolean isSecondOfClinic(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && ONE_PER_CLINIC.equals(violation.getConstraintName());
    }
}
