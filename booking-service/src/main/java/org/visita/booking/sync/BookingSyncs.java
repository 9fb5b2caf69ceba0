package org.visita.booking.sync;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.contracts.sync.BookingSync;

/** The store of how far each booking has come on its way to each EHR. */
@ApplicationScoped
public class BookingSyncs {

    /** By booking; one without any state is left out. */
    public Uni<Map<UUID, List<SyncView>>> of(String clinic, List<UUID> bookings) {
        if (bookings.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select cast(booking_id as text), cast(connection_id as text), state, version,
                                    external_id, reason, updated_at
                                from booking_sync where clinic = :clinic and booking_id in (:bookings)
                                order by booking_id, connection_id""", Object[].class)
                        .setParameter("clinic", clinic)
                        .setParameter("bookings", bookings)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> UUID.fromString((String) row[0]),
                                Collectors.mapping(BookingSyncs::toView, Collectors.toList()))));
    }

    private static SyncView toView(Object[] row) {
        return new SyncView(
                (String) row[1],
                (String) row[2],
                (Integer) row[3],
                (String) row[4],
                (String) row[5],
                ((OffsetDateTime) row[6]).withOffsetSameInstant(ZoneOffset.UTC));
    }

    /**
     * Joins the running transaction. Of two events about one version the later on the topic counts, whatever their times
     * say: replicas' clocks differ, while the key keeps the order and the inbox what comes twice.
     */
    Uni<Void> apply(BookingSync event) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into booking_sync (clinic, booking_id, connection_id, state, version,
                                    external_id, reason, updated_at)
                                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                                on conflict (clinic, booking_id, connection_id) do update set
                                    state = excluded.state, version = excluded.version,
                                    external_id = excluded.external_id, reason = excluded.reason,
                                    updated_at = excluded.updated_at
                                where booking_sync.version <= excluded.version""")
                        .setParameter(1, event.clinic())
                        .setParameter(2, UUID.fromString(event.bookingId()))
                        .setParameter(3, UUID.fromString(event.connectionId()))
                        .setParameter(4, event.state().name().toLowerCase(Locale.ROOT))
                        .setParameter(5, event.version())
                        .setParameter(6, event.externalId())
                        .setParameter(7, event.reason())
                        .setParameter(8, event.occurredAt())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
