package org.visita.ehrsync.delivery;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Brings an EHR that comes late, or anew, to where it would be. Joins the running transaction. */
@ApplicationScoped
public class CatchUp {

    private final WantDeliveries deliveries;

    @Inject
    CatchUp(WantDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Of the clinic's bookings, those that take place and have not ended; what is over or called off is no news. */
    public Uni<Void> wantAllThatHaveNotEnded(String clinic, UUID connection) {
        // Waits for those who are storing bookings right now and could not see this connection yet; those who come
        // after it will see it. Without the lock a booking could fall in between.
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("lock table wanted_booking in share mode")
                        .executeUpdate())
                .chain(() -> deliveries.ofNewConnection(new ConnectionRef(clinic, connection)));
    }

    /**
     * Forgets everything that was learnt from the EHR: its ids may be another one's. Deliveries that are under way
     * lose their lease, so that none brings an old id back. What has not ended is written again, or found.
     */
    public Uni<Void> startOver(String clinic, UUID connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update delivery d
                                set external_id = null, written_version = null, lease_token = null, lease_until = null,
                                    tries = greatest(tries, 1), attempts = 0, next_attempt_at = now(),
                                    state = case when state = 'written' and w.ends_at > now()
                                                 then 'pending' else state end,
                                    updated_at = now()
                                from wanted_booking w
                                where d.clinic = ?1 and d.connection_id = ?2
                                  and w.clinic = d.clinic and w.booking_id = d.booking_id""")
                        .setParameter(1, clinic)
                        .setParameter(2, connection)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(
                                        "delete from patient_link where clinic = ?1 and connection_id = ?2")
                                .setParameter(1, clinic)
                                .setParameter(2, connection)
                                .executeUpdate())
                        .chain(() -> session.createNativeQuery("""
                                        update circuit
                                        set state = 'closed', failures = 0, probes = 0, canary = null, probe_at = null
                                        where clinic = ?1 and connection_id = ?2""")
                                .setParameter(1, clinic)
                                .setParameter(2, connection)
                                .executeUpdate()))
                .replaceWithVoid();
    }
}
