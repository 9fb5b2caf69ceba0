package org.visita.patient.patient;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.patient.sealing.ClinicKeys;

/** Reads patients, by id or by what is known of them. */
@ApplicationScoped
class FindPatients {

    private final ClinicKeys keys;
    private final Patients patients;

    @Inject
    FindPatients(ClinicKeys keys, Patients patients) {
        this.keys = keys;
        this.patients = patients;
    }

    /** Refuses with not-found. */
    Uni<Patient> byId(String clinic, UUID id) {
        return keys.of(clinic)
                .chain(key -> Panache.withSession(() -> patients.find(clinic, id, key)))
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()));
    }

    Uni<Page<Patient>> search(String clinic, PatientSearch search, PageRequest page) {
        return keys.of(clinic)
                .chain(key -> Panache.withSession(() -> patients.search(clinic, search, page, key)))
                .map(found -> Page.of(found, page, patient -> patient.id().toString()));
    }
}
