package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;

/**
 * What is wrong, rather than what it is wrong with: open dead letters by connection, code and cause, the oldest first.
 * Records that could not be read are issues too.
 */
@ApplicationScoped
class FindIssues {

    private static final String ISSUES = """
            select * from (
              select l.connection_id, l.code, l.cause, count(*), min(l.first_failed_at) as first_seen,
                     max(l.last_failed_at), cast(min(cast(l.id as text)) as uuid) as example
              from dead_letter l
              where l.clinic = ?1 and l.state = 'open' and (?2 = '' or l.connection_id = cast(nullif(?2, '') as uuid))
              group by l.connection_id, l.code, l.cause
              union all
              select cast(null as uuid), 'unreadable-event', u.problem, count(*), min(u.found_at), max(u.found_at),
                     cast(min(cast(u.id as text)) as uuid)
              from unreadable_record u
              where (u.clinic = ?1 or u.clinic is null and u.found_at > now() - interval '30 days')
                and ?2 = '' and u.discarded_at is null
                and u.replayed_at is null
              group by u.problem) as issue
            where (first_seen, example) > (?3, ?4)
            order by first_seen, example limit ?5""";

    /** The last issue of the page before: an example is of one issue only. */
    private record Position(Instant firstSeenAt, UUID example) {

        static final Position START = new Position(Instant.EPOCH, new UUID(0, 0));

        static Position of(String text) {
            String[] parts = text.split("/", -1);
            return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }

        static String of(DeadLetterJson.Issue issue) {
            return issue.firstSeenAt() + "/" + issue.exampleId();
        }
    }

    /** @param filter of which only the connection counts */
    Uni<Page<DeadLetterJson.Issue>> list(String clinic, DeadLetterFilter filter, PageRequest page) {
        Position after = page.after(Position::of).orElse(Position.START);
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(ISSUES, Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(
                                2,
                                filter.connection() == null
                                        ? ""
                                        : filter.connection().toString())
                        .setParameter(3, after.firstSeenAt())
                        .setParameter(4, after.example())
                        .setParameter(5, (long) page.fetch())
                        .getResultList())
                .map(rows -> Page.of(rows.stream().map(DeadLetterJson.Issue::of).toList(), page, Position::of)));
    }
}
