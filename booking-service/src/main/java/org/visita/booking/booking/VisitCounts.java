package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.rules.CountScope;
import org.visita.rules.VisitCount;

/** Counts the visits of practitioners, as limits and a fair choice need them. */
@ApplicationScoped
class VisitCounts {

    private final Clock clock;

    @Inject
    VisitCounts(Clock clock) {
        this.clock = clock;
    }

    /**
     * By the date that a visit has at its own location. What was cancelled or entered in error, and a hold
     * that has expired, does not count; a group's
     * session counts once.
     *
     * @param except a booking that does not count
     */
    Uni<List<VisitCount>> in(String clinic, CountScope scope, UUID except) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select cast(practitioner_id as text), cast(visit_type_id as text), visit_date,
                                    count(distinct coalesce(session_id, id))
                                from booking
                                where clinic = :clinic and practitioner_id in (:practitioners)
                                    and visit_date between :first and :last
                                    and status not in ('CANCELLED', 'ENTERED_IN_ERROR') and id <> :except
                                    and (status = 'HELD' and hold_expires_at <= :now) is not true
                                group by practitioner_id, visit_type_id, visit_date""", Object[].class)
                        .setParameter("clinic", clinic)
                        .setParameter(
                                "practitioners",
                                scope.practitionerIds().stream()
                                        .map(UUID::fromString)
                                        .toList())
                        .setParameter("first", scope.first())
                        .setParameter("last", scope.last())
                        .setParameter("except", except)
                        .setParameter("now", clock.instant())
                        .getResultList())
                .map(rows -> rows.stream().map(VisitCounts::toCount).toList());
    }

    private static VisitCount toCount(Object[] row) {
        return new VisitCount((String) row[0], (String) row[1], (LocalDate) row[2], Math.toIntExact((Long) row[3]));
    }

    /** When each was last given a visit, whatever has become of it; who never was is left out. */
    Uni<Map<String, Instant>> lastAssignedAt(String clinic, Set<String> practitioners) {
        // One look at the end of the index for each, where "group by" would read all that they ever had.
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select cast(asked.id as text), newest.created_at
                                from unnest(cast(string_to_array(:practitioners, ',') as uuid[])) as asked (id),
                                    lateral (select created_at from booking
                                        where clinic = :clinic and practitioner_id = asked.id
                                        order by created_at desc limit 1) as newest""", Object[].class)
                        .setParameter("clinic", clinic)
                        .setParameter("practitioners", String.join(",", practitioners))
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (String) row[0], row -> ((OffsetDateTime) row[1]).toInstant())));
    }
}
