package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.contracts.booking.BookingEvent;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.kit.topics.EventJson;

/**
 * Makes due deliveries a worker's own for the time of a lease. Any number of replicas may do so at once: none gets what
 * another has, a connection never has more under way than it may, and a booking never more than one.
 */
@ApplicationScoped
class ClaimDeliveries {

    private final Circuits circuits;
    private final EhrSyncConfig.Delivery config;

    @Inject
    ClaimDeliveries(Circuits circuits, EhrSyncConfig config) {
        this.circuits = circuits;
        this.config = config.delivery();
    }

    /** Connections that have something due, and whose EHR may be asked. */
    Uni<List<ConnectionRef>> connectionsWithWork() {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select c.clinic, c.id
                                from connection c join circuit k on k.clinic = c.clinic and k.connection_id = c.id
                                where c.status = 'active' and (k.state = 'closed' or k.probe_at <= now())
                                  and exists (
                                    select 1 from delivery d
                                    where d.clinic = c.clinic and d.connection_id = c.id and d.state = 'pending'
                                      and d.next_attempt_at <= now()
                                      and (d.lease_until is null or d.lease_until <= now()))""", Object[].class).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new ConnectionRef((String) row[0], (UUID) row[1]))
                        .toList()));
    }

    /** @param most deliveries that this process can take on */
    Uni<List<ClaimedDelivery>> claim(ConnectionRef connection, int most) {
        // The circuit's row is the lock of the claim: under it the count of what is under way is exact, and there is
        // one probe at a time.
        return Panache.withTransaction(() -> circuits.lockIfPassable(connection)
                .chain(passable -> passable.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : claim(connection, passable.get(), most)));
    }

    private Uni<List<ClaimedDelivery>> claim(ConnectionRef connection, CircuitState state, int most) {
        boolean probing = state != CircuitState.CLOSED;
        return take(connection, probing ? 1 : most)
                .map(rows -> rows.stream()
                        .map(row -> toDelivery(connection, row, probing))
                        .toList())
                .call(claimed -> probing && !claimed.isEmpty()
                        ? circuits.letThrough(connection, claimed.getFirst().lease(), config.lease())
                        : Uni.createFrom().voidItem());
    }

    private Uni<List<Object[]>> take(ConnectionRef connection, int most) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                with due as (
                                  select booking_id from delivery
                                  where clinic = ?1 and connection_id = ?2 and state = 'pending'
                                    and next_attempt_at <= now() and (lease_until is null or lease_until <= now())
                                  order by next_attempt_at
                                  limit least(?3, greatest(0, ?4 - (
                                    select count(*) from delivery
                                    where clinic = ?1 and connection_id = ?2 and lease_until > now())))
                                  for update skip locked),
                                claimed as (
                                  update delivery d
                                  set lease_token = gen_random_uuid(), tries = d.tries + 1,
                                      lease_until = now() + make_interval(secs => ?5)
                                  from due
                                  where d.clinic = ?1 and d.connection_id = ?2 and d.booking_id = due.booking_id
                                  returning d.*)
                                select c.base_url, d.lease_token, d.external_id, d.tries, w.event, w.headers, w.origin
                                from claimed d
                                join connection c on c.clinic = d.clinic and c.id = d.connection_id
                                join wanted_booking w on w.clinic = d.clinic and w.booking_id = d.booking_id""", Object[].class)
                .setParameter(1, connection.clinic())
                .setParameter(2, connection.id())
                .setParameter(3, (long) most)
                .setParameter(4, (long) config.perConnection())
                .setParameter(5, Seconds.of(config.lease()))
                .getResultList());
    }

    @SuppressWarnings("unchecked")
    private static ClaimedDelivery toDelivery(ConnectionRef connection, Object[] row, boolean probing) {
        byte[] event = (byte[]) row[4];
        return new ClaimedDelivery(
                connection,
                (String) row[0],
                (UUID) row[1],
                (String) row[2],
                (Integer) row[3],
                probing,
                EventJson.read(event, BookingEvent.class),
                event,
                (Map<String, String>) EventJson.read(((String) row[5]).getBytes(StandardCharsets.UTF_8), Map.class),
                (String) row[6]);
    }
}
