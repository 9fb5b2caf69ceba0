package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.rules.Busy;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;
import org.visita.rules.CountScope;
import org.visita.rules.GroupSession;
import org.visita.rules.Modality;
import org.visita.rules.VisitCount;

/** Finds what an answer of the rules engine depends on, and no more: one query for time and seats, two for counts. */
@ApplicationScoped
class FindBusyTimes {

    private static final UUID NONE = new UUID(0, 0);

    private final VisitCounts counts;

    @Inject
    FindBusyTimes(VisitCounts counts) {
        this.counts = counts;
    }

    /**
     * All that is taken in the scope.
     *
     * @param moved a booking that is being moved, whose own time, seat and count do not stand in its way; null: none
     */
    Uni<BusyTimes> in(String clinic, BusyScope scope, Booking moved) {
        if (scope.isEmpty()) {
            return Uni.createFrom().item(BusyTimes.EMPTY);
        }
        return taken(clinic, scope, moved)
                .chain(rows -> counts(clinic, scope, moved).chain(visits -> lastAssignedAt(clinic, scope)
                        .map(last -> BusyTimes.of(
                                rows.stream().map(FindBusyTimes::toBusy).toList(),
                                sessions(rows, scope),
                                visits,
                                last))));
    }

    /** Time and seats in one statement, so that both are of one moment: a session is there with its time, or not at all. */
    private static Uni<List<Object[]>> taken(String clinic, BusyScope scope, Booking moved) {
        List<UUID> resources =
                scope.resourceIds().stream().map(UUID::fromString).toList();
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                select cast(o.resource_id as text), o.start_at, o.end_at, cast(s.visit_type_id as text),
                                    cast(s.practitioner_id as text), cast(s.location_id as text), s.modality,
                                    s.start_at as session_start, cast(s.room_id as text),
                                    array_to_string(s.equipment_ids, ','),
                                    s.taken - case when s.id = :left then 1 else 0 end, s.end_at as session_end
                                from occupancy o left join group_session s on s.clinic = o.clinic and s.id = o.session_id
                                where o.clinic = :clinic and o.resource_id in (:resources)
                                    and o.during && tstzrange(:from, :to, '[)')
                                    and o.booking_id is distinct from :moved
                                    and (s.id = :left and s.taken = 1) is not true""", Object[].class)
                .setParameter("clinic", clinic)
                .setParameter("resources", resources)
                .setParameter("from", scope.from())
                .setParameter("to", scope.to())
                .setParameter("moved", idOf(moved))
                .setParameter("left", sessionOf(moved))
                .getResultList());
    }

    private Uni<List<VisitCount>> counts(String clinic, BusyScope scope, Booking moved) {
        return scope.counts()
                .map(asked -> counts.in(clinic, asked, idOf(moved)))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    /** Asked for only where there is a choice. */
    private Uni<Map<String, Instant>> lastAssignedAt(String clinic, BusyScope scope) {
        Set<String> practitioners =
                scope.counts().map(CountScope::practitionerIds).orElse(Set.of());
        return practitioners.size() > 1
                ? counts.lastAssignedAt(clinic, practitioners)
                : Uni.createFrom().item(Map.of());
    }

    private static Busy toBusy(Object[] row) {
        return new Busy((String) row[0], at(row[1]), at(row[2]));
    }

    /** A session is told by the row of its practitioner. */
    private static List<GroupSession> sessions(List<Object[]> rows, BusyScope scope) {
        return rows.stream()
                .filter(row -> row[3] != null
                        && scope.sessionsOf().filter(row[3]::equals).isPresent())
                .filter(row -> row[0].equals(row[4]))
                .map(row -> new GroupSession(
                        (String) row[3],
                        (String) row[4],
                        (String) row[5],
                        Modality.valueOf((String) row[6]),
                        at(row[7]),
                        at(row[11]),
                        at(row[1]),
                        at(row[2]),
                        (String) row[8],
                        row[9].equals("") ? List.of() : List.of(((String) row[9]).split(",")),
                        (Integer) row[10]))
                .toList();
    }

    private static Instant at(Object column) {
        return ((OffsetDateTime) column).toInstant();
    }

    private static UUID idOf(Booking moved) {
        return moved == null ? NONE : moved.head().id().value();
    }

    private static UUID sessionOf(Booking moved) {
        return moved == null || moved.visit().sessionId() == null
                ? NONE
                : moved.visit().sessionId();
    }
}
