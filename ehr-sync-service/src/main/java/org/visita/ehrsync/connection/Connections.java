package org.visita.ehrsync.connection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.Credentials;
import org.visita.ehrsync.destination.SealedCredentials;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/** The connections of all clinics. */
@ApplicationScoped
class Connections {

    private static final String NAME_ONCE = "connection_name_once";

    private final SealedCredentials credentials;

    @Inject
    Connections(SealedCredentials credentials) {
        this.credentials = credentials;
    }

    /** @throws org.visita.kit.problem.RefusedException if the clinic has one of that name */
    Uni<Void> add(Connection connection) {
        return Panache.getSession()
                .chain(session -> session.persist(ConnectionEntity.of(
                                connection, credentials.seal(connection.ref(), connection.credentials())))
                        .chain(session::flush))
                .onFailure(Connections::isSecondOfThatName)
                .transform(second -> nameTaken());
    }

    Uni<Optional<Connection>> find(String clinic, UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(ConnectionEntity.class, new ConnectionKey(clinic, id)))
                .map(row -> Optional.ofNullable(row).map(this::toDomain));
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
                .map(rows -> rows.stream().map(this::toDomain).toList());
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
                .map(this::toDomain);
    }

    /** @throws org.visita.kit.problem.RefusedException if the clinic has another one of that name */
    Uni<Connection> store(Connection next) {
        return Panache.getSession()
                .chain(session -> session.find(ConnectionEntity.class, new ConnectionKey(next.clinic(), next.id()))
                        .invoke(row -> row.become(next, sealed(row, next)))
                        .chain(session::flush))
                .onFailure(Connections::isSecondOfThatName)
                .transform(second -> nameTaken())
                .replaceWith(next);
    }

    /** Whatever refers to it has to be gone. */
    Uni<Void> remove(String clinic, UUID id) {
        return Panache.getSession().chain(session -> session.find(ConnectionEntity.class, new ConnectionKey(clinic, id))
                .chain(session::remove)
                .chain(session::flush));
    }

    /** What does not open is kept as it is: the right key may come back. */
    private byte[] sealed(ConnectionEntity row, Connection next) {
        return next.credentials() instanceof Credentials.Unreadable
                ? row.credentials
                : credentials.seal(next.ref(), next.credentials());
    }

    private Connection toDomain(ConnectionEntity row) {
        ConnectionRef ref = new ConnectionRef(row.clinic, row.id);
        return row.toDomain(credentials.open(ref, row.credentialsType, row.credentials));
    }

    private static RefusedException nameTaken() {
        return ConnectionProblem.EXISTS
                .because("This clinic has a connection of that name. Change it, or take another name.")
                .asException();
    }

    private static boolean isSecondOfThatName(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && NAME_ONCE.equals(violation.getConstraintName());
    }
}
