package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.ehrsync.Columns;

/** The circuits, one per connection. Times are the database's: replicas need not agree on theirs. */
@ApplicationScoped
public class Circuits {

    public Uni<Void> add(String clinic, UUID connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into circuit (clinic, connection_id) values (?1, ?2)")
                        .setParameter(1, clinic)
                        .setParameter(2, connection)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** By id of the connection. */
    public Uni<Map<UUID, CircuitState>> ofClinic(String clinic) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select connection_id, state from circuit where clinic = ?1", Object[].class)
                        .setParameter(1, clinic)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (UUID) row[0], row -> CircuitState.of((String) row[1]))));
    }

    /** Does not wait for the next probe's time. */
    public Uni<Void> probeNow(String clinic, UUID connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update circuit set probe_at = now(), probes = 0
                                where clinic = ?1 and connection_id = ?2 and state = 'open'""")
                        .setParameter(1, clinic)
                        .setParameter(2, connection)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Locks it for a claim. Empty if another replica is claiming right now, or if the circuit lets nothing through:
     * either way there is nothing to do here.
     */
    Uni<Optional<CircuitState>> lockIfPassable(ConnectionRef connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select state from circuit
                                where clinic = ?1 and connection_id = ?2 and (state = 'closed' or probe_at <= now())
                                for update skip locked""", String.class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .getSingleResultOrNull())
                .map(state -> Optional.ofNullable(state).map(CircuitState::of));
    }

    /** This delivery is the probe; if its worker dies, another probe may start when the lease has ended. */
    Uni<Void> letThrough(ConnectionRef connection, UUID canary, Duration lease) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update circuit
                                set state = 'half-open', canary = ?3, probe_at = now() + make_interval(secs => ?4)
                                where clinic = ?1 and connection_id = ?2""")
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .setParameter(3, canary)
                        .setParameter(4, Seconds.of(lease))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Circuit> lock(ConnectionRef connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select state, failures, probes, canary, answered_at from circuit
                                where clinic = ?1 and connection_id = ?2 for update""", Object[].class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .getSingleResult())
                .map(row -> new Circuit(
                        CircuitState.of((String) row[0]),
                        (Integer) row[1],
                        (Integer) row[2],
                        (UUID) row[3],
                        Columns.instant(row[4])));
    }

    /** @param pause until the next probe; only for an open circuit */
    Uni<Void> store(ConnectionRef connection, Circuit next, Duration pause) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update circuit
                                set state = ?3, failures = ?4, probes = ?5, canary = null,
                                    probe_at = case when ?3 = 'open' then now() + make_interval(secs => ?6) end
                                where clinic = ?1 and connection_id = ?2""")
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .setParameter(3, next.state().code())
                        .setParameter(4, next.failures())
                        .setParameter(5, next.probes())
                        .setParameter(6, Seconds.of(pause))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The EHR answered: whatever was wrong is over. Writes only if that is news, or once a second. */
    Uni<Void> answered(ConnectionRef connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update circuit
                                set state = 'closed', failures = 0, probes = 0, canary = null, probe_at = null,
                                    answered_at = now()
                                where clinic = ?1 and connection_id = ?2
                                  and (state <> 'closed' or failures > 0 or answered_at is null
                                       or answered_at < now() - interval '1 second')""")
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
