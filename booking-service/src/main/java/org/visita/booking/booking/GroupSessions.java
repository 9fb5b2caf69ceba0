package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.ids.Ids;

/**
 * The store of group sessions and their seats. Whoever takes a seat or gives one back holds the session's row. Rows of
 * sessions are taken before any occupancy, so that nobody who holds a session waits for one who waits for it.
 */
@ApplicationScoped
class GroupSessions {

    /**
     * The placement with its seat, or as it is where it is no group visit. Whoever comes first opens the session; of
     * those who come first together one does, and the others wait for him and join.
     */
    Uni<Placement> join(String clinic, Placement placement) {
        if (!placement.isGroup()) {
            return Uni.createFrom().item(placement);
        }
        UUID opened = Ids.next();
        return seat(clinic, placement, opened)
                // No seat, or the session is not what the rules saw: it is full, or elsewhere, or gone.
                .invoke(session ->
                        LostRace.orElseAgain(session != null && !(placement.joins() && session.equals(opened))))
                .map(session -> placement.seated(session, !session.equals(opened)));
    }

    /** Gives the seat back, if the booking has one; the last one to leave takes the session along, with its occupancy. */
    Uni<Void> leave(Booking booking) {
        UUID session = booking.visit().sessionId();
        return session == null
                ? Uni.createFrom().voidItem()
                : lock(booking.head().clinic(), session, booking.visit())
                        .chain(() -> leave(booking.head().clinic(), session));
    }

    /** Locks the sessions of both, if they have any, in the order of their ids. */
    Uni<Void> lockBoth(Booking one, Booking other) {
        List<UUID> ids = Stream.of(one, other)
                .map(booking -> booking.visit().sessionId())
                .filter(Objects::nonNull)
                .toList();
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                        select id from group_session where clinic = :clinic and id in (:ids)
                                        order by id for update""", UUID.class)
                                .setParameter("clinic", one.head().clinic())
                                .setParameter("ids", ids)
                                .getResultList())
                        .replaceWithVoid();
    }

    /** From the seat that the booking has, if it has one, to that of the placement, if it needs one. */
    Uni<Placement> move(Booking before, Placement to) {
        String clinic = before.head().clinic();
        UUID left = before.visit().sessionId();
        if (left == null || !to.isGroup()) {
            return leave(before).chain(() -> join(clinic, to));
        }
        return lock(clinic, left, to.visit())
                .chain(() -> isSameSession(before.visit(), to.visit())
                        ? leave(clinic, left).chain(() -> join(clinic, to))
                        // Joins first: who opens the other session meanwhile may want what is only given back here.
                        : join(clinic, to).call(() -> leave(clinic, left)));
    }

    private static boolean isSameSession(Visit one, Visit other) {
        return one.practitionerId().equals(other.practitionerId())
                && one.visitTypeId().equals(other.visitTypeId())
                && one.locationId().equals(other.locationId())
                && one.start().equals(other.start());
    }

    /** Seats follow the visit type: where it has more of them by now, they are there for the next one to come. */
    private static Uni<UUID> seat(String clinic, Placement placement, UUID opened) {
        Visit visit = placement.visit();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into group_session as held (clinic, id, visit_type_id, practitioner_id, location_id,
                                    start_at, end_at, modality, room_id, equipment_ids, seats, taken)
                                values (:clinic, :id, :visitType, :practitioner, :location, :start, :end, :modality, :room,
                                    cast(string_to_array(:equipment, ',') as uuid[]), :seats, 1)
                                on conflict on constraint group_session_once do update
                                    set taken = held.taken + 1, seats = excluded.seats
                                    where held.taken < excluded.seats and held.modality = excluded.modality
                                        and held.end_at = excluded.end_at
                                        and held.room_id is not distinct from excluded.room_id
                                        and held.equipment_ids = excluded.equipment_ids
                                returning held.id""", UUID.class)
                        .setParameter("clinic", clinic)
                        .setParameter("id", opened)
                        .setParameter("visitType", visit.visitTypeId())
                        .setParameter("practitioner", visit.practitionerId())
                        .setParameter("location", visit.locationId())
                        .setParameter("start", visit.start())
                        .setParameter("end", visit.end())
                        .setParameter("modality", visit.modality().name())
                        .setParameter("room", visit.roomId())
                        .setParameter(
                                "equipment",
                                visit.equipmentIds().stream()
                                        .map(UUID::toString)
                                        .collect(Collectors.joining(",")))
                        .setParameter("seats", placement.seats())
                        .getResultList())
                .map(rows -> rows.isEmpty() ? null : rows.getFirst());
    }

    /** Locks the session that is left, and the one that the visit would join, in the order of their ids. */
    private static Uni<Void> lock(String clinic, UUID left, Visit joining) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select id from group_session
                                where clinic = :clinic and (id = :left or practitioner_id = :practitioner
                                    and visit_type_id = :visitType and location_id = :location and start_at = :start)
                                order by id for update""", UUID.class)
                        .setParameter("clinic", clinic)
                        .setParameter("left", left)
                        .setParameter("practitioner", joining.practitionerId())
                        .setParameter("visitType", joining.visitTypeId())
                        .setParameter("location", joining.locationId())
                        .setParameter("start", joining.start())
                        .getResultList())
                .replaceWithVoid();
    }

    /** The row is locked: nobody joins between the two statements. */
    private static Uni<Void> leave(String clinic, UUID left) {
        return execute(
                        "update group_session set taken = taken - 1 where clinic = :clinic and id = :id and taken > 1",
                        clinic,
                        left)
                .chain(others -> others > 0
                        ? Uni.createFrom().item(others)
                        : execute("delete from group_session where clinic = :clinic and id = :id", clinic, left))
                .replaceWithVoid();
    }

    private static Uni<Integer> execute(String statement, String clinic, UUID id) {
        return Panache.getSession().chain(session -> session.createNativeQuery(statement)
                .setParameter("clinic", clinic)
                .setParameter("id", id)
                .executeUpdate());
    }
}
