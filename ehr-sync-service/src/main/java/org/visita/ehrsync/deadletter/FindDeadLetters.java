package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;

/** Dead letters of a clinic, the oldest first. */
@ApplicationScoped
class FindDeadLetters {

    Uni<Page<DeadLetterJson.View>> list(String clinic, DeadLetterFilter filter, PageRequest page) {
        UUID after = page.after(UUID::fromString).orElse(new UUID(0, 0));
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select " + DeadLetterJson.COLUMNS + " from dead_letter l " + filter.join() + """
                                left join delivery d on d.clinic = l.clinic and d.connection_id = l.connection_id
                                  and d.booking_id = l.booking_id
                                where l.clinic = ?1 and l.id > ?3
                                order by l.id limit ?4""",
                                Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, filter.json())
                        .setParameter(3, after)
                        .setParameter(4, (long) page.fetch())
                        .getResultList())
                .map(rows ->
                        Page.of(rows.stream().map(DeadLetterJson.View::of).toList(), page, DeadLetterJson.View::id)));
    }
}
