package org.visita.patient.patient;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.patient.sealing.ClinicKey;

/** Replaces what is known of a patient. */
@ApplicationScoped
class UpdatePatient {

    private final Transactions transactions;
    private final Patients patients;
    private final PatientAnnouncer announcer;
    private final Clock clock;

    @Inject
    UpdatePatient(Transactions transactions, Patients patients, PatientAnnouncer announcer, Clock clock) {
        this.transactions = transactions;
        this.patients = patients;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Refuses with not-found, stale-version or {@link PatientProblem#IDENTIFIER_TAKEN}. */
    Uni<Patient> update(String clinic, ClinicKey key, UUID id, String ifMatch, PatientDetails details) {
        return transactions
                .write(() -> patients.lock(clinic, id, key)
                        .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                        .invoke(patient -> Etags.check(ifMatch, patient.version()))
                        .map(patient -> patient.changed(details, clock.instant()))
                        .call(patient -> patients.replace(patient, key))
                        .call(announcer::announce))
                .onFailure(Patients::isIdentifierTaken)
                .transform(PatientProblem::identifierTaken);
    }
}
