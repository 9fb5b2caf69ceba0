package org.visita.ehrsync.replay;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.visita.ehrsync.Columns;
import org.visita.ehrsync.deadletter.DeadLetterFilter;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** Replays of a clinic with their progress, the oldest first. */
@ApplicationScoped
class FindReplays {

    private static final String SELECT = """
            select r.id, r.state, r.by_actor, r.criteria, r.per_second, r.stop_after, r.created_at, r.ended_at,
                   p.total, p.waiting, p.sent, p.written, p.failed, p.skipped
            from replay r cross join lateral (
              select count(*) as total, count(*) filter (where i.state = 'waiting') as waiting,
                     count(*) filter (where i.state = 'sent') as sent,
                     count(*) filter (where i.state = 'written') as written,
                     count(*) filter (where i.state = 'failed') as failed,
                     count(*) filter (where i.state = 'skipped') as skipped
              from replay_item i where i.clinic = r.clinic and i.replay_id = r.id) as p
            """;

    private final Clock clock;

    @Inject
    FindReplays(Clock clock) {
        this.clock = clock;
    }

    /** @throws org.visita.kit.problem.RefusedException if the clinic has no such replay */
    Uni<ReplayJson.View> one(String clinic, UUID id) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                SELECT + "where r.clinic = ?1 and r.id = ?2", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.notFound().asException())
                .map(this::view));
    }

    Uni<Page<ReplayJson.View>> list(String clinic, PageRequest page) {
        UUID after = page.after(UUID::fromString).orElse(new UUID(0, 0));
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                SELECT + "where r.clinic = ?1 and r.id > ?2 order by r.id limit ?3", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, after)
                        .setParameter(3, (long) page.fetch())
                        .getResultList())
                .map(rows -> Page.of(rows.stream().map(this::view).toList(), page, ReplayJson.View::id)));
    }

    private ReplayJson.View view(Object[] row) {
        int perSecond = (Integer) row[4];
        int waiting = count(row[9]);
        Instant endedAt = Columns.instant(row[7]);
        return new ReplayJson.View(
                row[0].toString(),
                (String) row[1],
                (String) row[2],
                ReplayJson.Criteria.of(DeadLetterFilter.fromJson((String) row[3])),
                perSecond,
                (Integer) row[5],
                count(row[8]),
                waiting,
                count(row[10]),
                count(row[11]),
                count(row[12]),
                count(row[13]),
                Columns.instant(row[6]),
                endedAt,
                endedAt == null ? clock.instant().plusSeconds(Math.ceilDiv(waiting, perSecond)) : null);
    }

    private static int count(Object column) {
        return Math.toIntExact((Long) column);
    }
}
