package org.visita.booking.patient;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.visita.contracts.patient.PatientEvent;

/** The store of which patients there are. */
@ApplicationScoped
public class KnownPatients {

    public Uni<Boolean> isKnown(String clinic, UUID id) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select count(*) from known_patient where clinic = ?1 and id = ?2", Long.class)
                        .setParameter(1, clinic)
                        .setParameter(2, id)
                        .getSingleResult())
                .map(found -> found > 0));
    }

    /** Joins the running transaction. */
    Uni<Void> add(PatientEvent event) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "insert into known_patient (clinic, id) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, event.clinic())
                        .setParameter(2, UUID.fromString(event.patientId()))
                        .executeUpdate())
                .replaceWithVoid();
    }
}
