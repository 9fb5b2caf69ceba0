package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;

/** Dead letters of a clinic, the oldest first. One that was replayed, or that a newer version healed, is not there. */
@ApplicationScoped
class FindDeadLetters {

    Uni<Page<DeadLetterJson.View>> list(String clinic, PageRequest page) {
        UUID after = page.after(UUID::fromString).orElse(new UUID(0, 0));
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select dead_letter_id, connection_id, booking_id, wanted_version, dead_class,
                                       failure_code, failure_message, failure_status, attempts, first_failed_at,
                                       last_failed_at, external_id
                                from delivery
                                where clinic = ?1 and state = 'dead' and dead_letter_id > ?2
                                order by dead_letter_id limit ?3""", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, after)
                        .setParameter(3, (long) page.fetch())
                        .getResultList())
                .map(rows ->
                        Page.of(rows.stream().map(DeadLetterJson.View::of).toList(), page, DeadLetterJson.View::id)));
    }
}
