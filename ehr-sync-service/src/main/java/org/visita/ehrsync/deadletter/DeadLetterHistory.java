package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.visita.ehrsync.Columns;

/** What was tried and said about a dead letter. Joins the running session. */
@ApplicationScoped
class DeadLetterHistory {

    /** More than what the longest retry policy makes of a version. */
    private static final long MOST_ATTEMPTS = 50;

    private static final long MOST_COMMENTS = 100;

    private final Notes notes;

    @Inject
    DeadLetterHistory(Notes notes) {
        this.notes = notes;
    }

    Uni<List<DeadLetterItem.Attempt>> attempts(String clinic, UUID letter) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select a.version, a.started_at, a.duration_ms, a.outcome, a.code, a.status
                                from dead_letter l join attempt a
                                  on a.clinic = l.clinic and a.connection_id = l.connection_id
                                  and a.booking_id = l.booking_id
                                where l.clinic = ?1 and l.id = ?2 order by a.id desc limit ?3""", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, letter)
                        .setParameter(3, MOST_ATTEMPTS)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new DeadLetterItem.Attempt(
                                (Integer) row[0],
                                Columns.instant(row[1]),
                                (Integer) row[2],
                                (String) row[3],
                                (String) row[4],
                                (Integer) row[5]))
                        .toList());
    }

    Uni<List<DeadLetterItem.Comment>> comments(String clinic, UUID letter) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select id, by_actor, at, text from dead_letter_comment
                                where clinic = ?1 and dead_letter_id = ?2 order by id desc limit ?3""", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, letter)
                        .setParameter(3, MOST_COMMENTS)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new DeadLetterItem.Comment(
                                row[0].toString(),
                                (String) row[1],
                                Columns.instant(row[2]),
                                notes.openComment(clinic, (UUID) row[0], (byte[]) row[3])))
                        .toList());
    }
}
