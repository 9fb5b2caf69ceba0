package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.ehrsync.Columns;
import org.visita.ehrsync.destination.ConnectionRef;

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
     * Locks for a claim those that let something through. Not those at which another replica is claiming right now:
     * there is nothing to do here.
     *
     * <p>For the rest of the transaction the planner does without sorting where an index has the order. Left to itself,
     * before it has statistics, it sorts all that waits in order to take a few (measured: 30,000 rows for 32).
     *
     * @param pacedFor seconds of requests that a connection with a rate may have under way
     */
    Uni<List<ClaimableConnection>> lockPassable(List<ConnectionRef> connections, int concurrency, double pacedFor) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select k.clinic, k.connection_id, k.state,
                                       least(coalesce(c.concurrency, ?2), k.ramp, case
                                         when c.requests_per_second is not null then
                                           greatest(1, cast(floor(c.requests_per_second * cast(?3 as float8)) as int))
                                         end),
                                       set_config('enable_sort', 'off', true)
                                from circuit k join connection c on c.clinic = k.clinic and c.id = k.connection_id
                                where (k.clinic, k.connection_id) in (
                                    select n.clinic, n.id
                                    from json_to_recordset(cast(cast(?1 as text) as json)) as n (clinic text, id uuid))
                                  and (k.state = 'closed' or k.probe_at <= now())
                                for update of k skip locked""", Object[].class)
                        .setParameter(1, Lines.of(connections))
                        .setParameter(2, concurrency)
                        .setParameter(3, pacedFor)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new ClaimableConnection(
                                new ConnectionRef((String) row[0], (UUID) row[1]),
                                CircuitState.of((String) row[2]) != CircuitState.CLOSED,
                                (Integer) row[3]))
                        .toList());
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

    /** @param concurrency where a connection sets none */
    Uni<Map<ConnectionRef, LockedCircuit>> lock(Collection<ConnectionRef> connections, int concurrency) {
        return connections.isEmpty()
                ? Uni.createFrom().item(new HashMap<>())
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                        select k.clinic, k.connection_id, coalesce(c.concurrency, ?2), k.state,
                                               k.failures, k.probes, k.canary, k.ramp, k.answered_at
                                        from circuit k
                                        join connection c on c.clinic = k.clinic and c.id = k.connection_id
                                        where (k.clinic, k.connection_id) in (
                                          select n.clinic, n.id
                                          from json_to_recordset(cast(cast(?1 as text) as json))
                                            as n (clinic text, id uuid))
                                        order by k.clinic, k.connection_id for update of k""", Object[].class)
                                .setParameter(1, Lines.of(connections))
                                .setParameter(2, concurrency)
                                .getResultList())
                        .map(rows -> rows.stream()
                                .map(Circuits::locked)
                                .collect(Collectors.toMap(
                                        LockedCircuit::connection, each -> each, (one, other) -> one, HashMap::new)));
    }

    private static LockedCircuit locked(Object[] row) {
        Circuit circuit = new Circuit(
                CircuitState.of((String) row[3]),
                (Integer) row[4],
                (Integer) row[5],
                (UUID) row[6],
                (Integer) row[7],
                Columns.instant(row[8]));
        return new LockedCircuit(
                new ConnectionRef((String) row[0], (UUID) row[1]), (Integer) row[2], circuit, circuit, Duration.ZERO);
    }

    /** Only those that a worker's return changed. None of them is half-open: only a claim makes one so. */
    Uni<Void> store(Collection<LockedCircuit> circuits) {
        List<Line> changed = circuits.stream()
                .filter(LockedCircuit::hasChanged)
                .map(Line::of)
                .toList();
        return changed.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                        update circuit k
                                        set state = n.state, failures = n.failures, probes = n.probes, canary = null,
                                            ramp = n.ramp, answered_at = n.answered,
                                            probe_at = case n.state
                                                when 'open' then now() + make_interval(secs => n.pause) end
                                        from json_to_recordset(cast(cast(?1 as text) as json)) as n (
                                          clinic text, connection uuid, state text, failures int, probes int, ramp int,
                                          answered timestamptz, pause float8)
                                        where k.clinic = n.clinic and k.connection_id = n.connection""")
                                .setParameter(1, Lines.of(changed))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    /** As the table takes it. */
    private record Line(
            String clinic,
            UUID connection,
            String state,
            int failures,
            int probes,
            Integer ramp,
            Instant answered,
            double pause) {

        static Line of(LockedCircuit circuit) {
            Circuit next = circuit.now();
            return new Line(
                    circuit.connection().clinic(),
                    circuit.connection().id(),
                    next.state().code(),
                    next.failures(),
                    next.probes(),
                    next.ramp(),
                    next.answeredAt(),
                    Seconds.of(circuit.pause()));
        }
    }
}
