package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
    private final Clock clock;

    @Inject
    FindBusyTimes(VisitCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * What is taken.
     *
     * @param busy without the holds that have expired
     * @param expired holds that have expired, and whose rows still stand where the scope reaches
     */
    record Taken(BusyTimes busy, Set<UUID> expired) {}

    /**
     * All that is taken in the scope.
     *
     * @param moved a booking that is being moved, whose own time, seat and count do not stand in its way; null: none
     */
    Uni<Taken> in(String clinic, BusyScope scope, Booking moved) {
        if (scope.isEmpty()) {
            return Uni.createFrom().item(new Taken(BusyTimes.EMPTY, Set.of()));
        }
        // Counts before seats: a session that is opened in between is then seen with its seats, and joined. The other
        // way
        // round it would count against those who would join it.
        return counts(clinic, scope, moved).chain(visits -> taken(clinic, scope, moved)
                .chain(rows -> lastAssignedAt(clinic, scope).map(last -> taken(rows, scope, visits, last))));
    }

    private static Taken taken(
            List<Object[]> rows, BusyScope scope, List<VisitCount> visits, Map<String, Instant> lastAssignedAt) {
        List<Object[]> standing =
                rows.stream().filter(FindBusyTimes::isStanding).toList();
        Set<UUID> expired = rows.stream().flatMap(row -> expired(row).stream()).collect(Collectors.toSet());
        BusyTimes busy = BusyTimes.of(
                standing.stream().map(FindBusyTimes::toBusy).toList(),
                sessions(standing, scope),
                visits,
                lastAssignedAt);
        return new Taken(busy, expired);
    }

    /** The holds behind the row that have expired: one, or in a group's session as many as have a seat. */
    private static List<UUID> expired(Object[] row) {
        return row[12] == null
                ? List.of()
                : Arrays.stream(((String) row[12]).split(","))
                        .map(UUID::fromString)
                        .toList();
    }

    private static boolean isStanding(Object[] row) {
        return row[10] == null ? row[12] == null : seatsTaken(row) > 0;
    }

    private static int seatsTaken(Object[] row) {
        return (Integer) row[10] - expired(row).size();
    }

    /** Time and seats in one statement, so that both are of one moment: a session is there with its time, or not at all. */
    private Uni<List<Object[]>> taken(String clinic, BusyScope scope, Booking moved) {
        List<UUID> resources =
                scope.resourceIds().stream().map(UUID::fromString).toList();
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                select cast(o.resource_id as text), o.start_at, o.end_at, cast(s.visit_type_id as text),
                                    cast(s.practitioner_id as text), cast(s.location_id as text), s.modality,
                                    s.start_at as session_start, cast(s.room_id as text),
                                    array_to_string(s.equipment_ids, ','),
                                    s.taken - case when s.id = :left then 1 else 0 end, s.end_at as session_end,
                                    case when s.id is not null
                                        then (select string_agg(cast(h.id as text), ',') from booking h
                                            where h.clinic = o.clinic and h.status = 'HELD'
                                                and h.hold_expires_at <= :now and h.session_id = s.id)
                                        when o.expires_at <= :now then cast(o.booking_id as text) end
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
                .setParameter("now", clock.instant())
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
                        seatsTaken(row)))
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
