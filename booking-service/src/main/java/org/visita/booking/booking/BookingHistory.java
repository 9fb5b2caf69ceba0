package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.visita.booking.booking.HistoryView.Entry;
import org.visita.booking.booking.domain.Booking;
import org.visita.contracts.booking.Change;
import org.visita.kit.topics.EventJson;

/** The store of what happened to bookings: who, when, from where, and what changed. */
@ApplicationScoped
class BookingHistory {

    /** Joins the running transaction. */
    Uni<Void> add(Act act, String what, Booking after, List<Change> changes) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into booking_history
                                    (clinic, booking_id, version, act, at, actor, source, changes)
                                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)""")
                        .setParameter(1, act.clinic())
                        .setParameter(2, after.head().id().value())
                        .setParameter(3, after.head().version())
                        .setParameter(4, what)
                        .setParameter(5, after.head().updatedAt())
                        .setParameter(6, act.actor().toString())
                        .setParameter(7, act.source())
                        .setParameter(8, written(changes))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** As it stands in the table. */
    static String written(List<Change> changes) {
        return new String(EventJson.write(changes), StandardCharsets.UTF_8);
    }

    /** Whether the booking began as a hold of the one who acts. */
    Uni<Boolean> isHeldFirstBy(Act act, UUID booking) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select count(*) from booking_history
                                where clinic = ?1 and booking_id = ?2 and version = 1 and act = 'hold' and actor = ?3""", Long.class)
                        .setParameter(1, act.clinic())
                        .setParameter(2, booking)
                        .setParameter(3, act.actor().toString())
                        .getSingleResult())
                .map(found -> found > 0);
    }

    /** In the order of the versions. */
    Uni<List<Entry>> of(String clinic, UUID booking) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select version, at, act, actor, source, changes from booking_history
                                where clinic = ?1 and booking_id = ?2 order by version""", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, booking)
                        .getResultList())
                .map(rows -> rows.stream().map(BookingHistory::toEntry).toList());
    }

    private static Entry toEntry(Object[] row) {
        List<Change> changes =
                List.of(EventJson.read(((String) row[5]).getBytes(StandardCharsets.UTF_8), Change[].class));
        return new Entry(
                (Integer) row[0],
                ((OffsetDateTime) row[1]).withOffsetSameInstant(ZoneOffset.UTC),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                changes);
    }
}
