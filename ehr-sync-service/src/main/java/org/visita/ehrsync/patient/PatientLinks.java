package org.visita.ehrsync.patient;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.delivery.ClaimedDelivery;

/**
 * Which Patient of an EHR is which of ours. Also who is finding that out: two bookings of a new patient must not make
 * two Patients, on whichever replica they are.
 */
@ApplicationScoped
public class PatientLinks {

    private final double leaseSeconds;

    @Inject
    PatientLinks(EhrSyncConfig config) {
        this.leaseSeconds = config.delivery().lease().toMillis() / 1000.0;
    }

    public Uni<Optional<String>> find(ClaimedDelivery delivery) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select external_id from patient_link
                                where clinic = ?1 and connection_id = ?2 and patient_id = ?3
                                  and external_id is not null""", String.class)
                        .setParameter(1, delivery.connection().clinic())
                        .setParameter(2, delivery.connection().id())
                        .setParameter(3, delivery.booking().patientId())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable));
    }

    /** Whether the search for this patient is now the caller's; until it is kept or given back, nobody else's. */
    public Uni<Boolean> reserve(ClaimedDelivery delivery) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into patient_link as held (clinic, connection_id, patient_id, lease_until)
                                values (?1, ?2, ?3, now() + make_interval(secs => ?4))
                                on conflict (clinic, connection_id, patient_id) do update
                                set lease_until = excluded.lease_until
                                where held.external_id is null and held.lease_until <= now()""")
                        .setParameter(1, delivery.connection().clinic())
                        .setParameter(2, delivery.connection().id())
                        .setParameter(3, delivery.booking().patientId())
                        .setParameter(4, leaseSeconds)
                        .executeUpdate())
                .map(reserved -> reserved == 1));
    }

    /** Only if the connection still leads where this was found: ids of one EHR mean other people in the next. */
    public Uni<Void> keep(ClaimedDelivery delivery, String externalId) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update patient_link set external_id = ?4
                                where clinic = ?1 and connection_id = ?2 and patient_id = ?3
                                  and exists (select 1 from connection
                                              where clinic = ?1 and id = ?2 and base_url = ?5)""")
                        .setParameter(1, delivery.connection().clinic())
                        .setParameter(2, delivery.connection().id())
                        .setParameter(3, delivery.booking().patientId())
                        .setParameter(4, externalId)
                        .setParameter(5, delivery.baseUrl())
                        .executeUpdate())
                .replaceWithVoid());
    }

    public Uni<Void> giveBack(ClaimedDelivery delivery) {
        return forget(delivery, "external_id is null");
    }

    /** The EHR does not have this Patient any more. */
    public Uni<Void> forget(ClaimedDelivery delivery) {
        return forget(delivery, "external_id is not null");
    }

    private static Uni<Void> forget(ClaimedDelivery delivery, String which) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                delete from patient_link
                                where clinic = ?1 and connection_id = ?2 and patient_id = ?3 and\s""" + which)
                        .setParameter(1, delivery.connection().clinic())
                        .setParameter(2, delivery.connection().id())
                        .setParameter(3, delivery.booking().patientId())
                        .executeUpdate())
                .replaceWithVoid());
    }
}
