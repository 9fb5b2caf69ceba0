package org.visita.patient.patient;

import java.time.Instant;
import java.util.UUID;

/** @param version 1 at creation, one more with each change */
record Patient(String clinic, UUID id, int version, PatientDetails details, Instant createdAt, Instant updatedAt) {

    static Patient created(String clinic, UUID id, PatientDetails details, Instant now) {
        return new Patient(clinic, id, 1, details, now, now);
    }

    Patient changed(PatientDetails changed, Instant now) {
        return new Patient(clinic, id, version + 1, changed, createdAt, now);
    }
}
