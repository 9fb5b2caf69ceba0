package org.visita.availability.busy;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.rules.Busy;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;

/** The store of when practitioners and rooms are taken: a read copy of the bookings. */
@ApplicationScoped
public class TakenTimes implements PanacheRepositoryBase<TakenTimeEntity, TakenTimeEntity.Key> {

    private static final Set<BookingStatus> FREE =
            Set.of(BookingStatus.CANCELLED, BookingStatus.NO_SHOW, BookingStatus.ENTERED_IN_ERROR);

    /** All that overlaps the scope. */
    public Uni<BusyTimes> in(String clinic, BusyScope scope) {
        if (scope.isEmpty()) {
            return Uni.createFrom().item(BusyTimes.EMPTY);
        }
        return find("clinic = ?1 and live and endAt > ?2 and startAt < ?3", clinic, scope.from(), scope.to())
                .list()
                .map(rows -> BusyTimes.of(toBusy(rows, scope.resourceIds())));
    }

    private static List<Busy> toBusy(List<TakenTimeEntity> rows, Set<String> resources) {
        List<Busy> busy = new ArrayList<>(rows.size() * 2);
        for (TakenTimeEntity row : rows) {
            add(busy, resources, row.practitionerId, row.startAt, row.endAt);
            add(busy, resources, row.roomId, row.startAt, row.endAt);
        }
        return busy;
    }

    private static void add(List<Busy> busy, Set<String> resources, UUID resource, Instant start, Instant end) {
        if (resource != null && resources.contains(resource.toString())) {
            busy.add(new Busy(resource.toString(), start, end));
        }
    }

    /** Does nothing if this version, or a newer one, is known. */
    Uni<Void> apply(BookingSnapshot booking) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                        insert into taken_time
                            (clinic, booking_id, version, live, practitioner_id, room_id, start_at, end_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                        on conflict (clinic, booking_id) do update set version = excluded.version,
                            live = excluded.live, practitioner_id = excluded.practitioner_id,
                            room_id = excluded.room_id, start_at = excluded.start_at, end_at = excluded.end_at
                        where taken_time.version < excluded.version""")
                .setParameter(1, booking.clinic())
                .setParameter(2, UUID.fromString(booking.id()))
                .setParameter(3, booking.version())
                .setParameter(4, !FREE.contains(booking.status()))
                .setParameter(5, UUID.fromString(booking.practitionerId()))
                .setParameter(6, booking.roomId() == null ? null : UUID.fromString(booking.roomId()))
                .setParameter(7, booking.occupiedFrom())
                .setParameter(8, booking.occupiedTo())
                .executeUpdate()
                .replaceWithVoid());
    }
}
