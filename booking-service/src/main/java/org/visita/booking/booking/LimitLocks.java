package org.visita.booking.booking;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.visita.booking.booking.domain.Visit;

/**
 * The rows that let limited visits of one practitioner be added one after the other. Exclusion cannot stand for a limit:
 * visits that count together need not overlap.
 */
@ApplicationScoped
class LimitLocks {

    /** Waits for its turn, and keeps it until the transaction ends. What is counted afterwards is the truth. */
    Uni<Void> take(String clinic, Visit visit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into limit_lock (clinic, practitioner_id, visit_type_id)
                                values (:clinic, :practitioner, :visitType)
                                on conflict on constraint limit_lock_pk do update set clinic = excluded.clinic""")
                        .setParameter("clinic", clinic)
                        .setParameter("practitioner", visit.practitionerId())
                        .setParameter("visitType", visit.visitTypeId())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
