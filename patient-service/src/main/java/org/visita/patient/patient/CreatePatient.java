package org.visita.patient.patient;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;
import org.visita.patient.sealing.ClinicKey;

/** Registers a patient. */
@ApplicationScoped
class CreatePatient {

    private final Transactions transactions;
    private final Patients patients;
    private final PatientAnnouncer announcer;
    private final Clock clock;

    @Inject
    CreatePatient(Transactions transactions, Patients patients, PatientAnnouncer announcer, Clock clock) {
        this.transactions = transactions;
        this.patients = patients;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Refuses with {@link PatientProblem#IDENTIFIER_TAKEN}. */
    Uni<Patient> create(String clinic, ClinicKey key, PatientDetails details) {
        Patient patient = Patient.created(clinic, Ids.next(), details, clock.instant());
        return transactions
                .write(() -> patients.add(patient, key).chain(() -> announcer.announce(patient)))
                .onFailure(Patients::isIdentifierTaken)
                .transform(PatientProblem::identifierTaken)
                .replaceWith(patient);
    }
}
