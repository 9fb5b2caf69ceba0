package org.visita.patient.patient;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.visita.kit.topics.EventJson;
import org.visita.patient.sealing.ClinicKey;

/**
 * The row of a patient. One sealed document instead of a column each: nothing in the table tells which fields a person
 * has or how long they are alone, a new field needs no migration, and one check says whether all of it is genuine.
 */
@Entity
@Table(name = "patient")
class PatientEntity {

    private static final String USE = "patient";

    @Id
    UUID id;

    String clinic;

    int version;

    byte[] sealed;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static PatientEntity of(Patient patient, ClinicKey key) {
        PatientEntity row = new PatientEntity();
        row.id = patient.id();
        row.clinic = patient.clinic();
        row.createdAt = patient.createdAt();
        row.become(patient, key);
        return row;
    }

    void become(Patient patient, ClinicKey key) {
        version = patient.version();
        sealed = key.seal(EventJson.write(patient.details()), USE, id.toString());
        updatedAt = patient.updatedAt();
    }

    Patient toDomain(ClinicKey key) {
        byte[] plain = key.open(sealed, USE, id.toString());
        PatientDetails details = EventJson.read(plain, PatientDetails.class);
        return new Patient(clinic, id, version, details, createdAt, updatedAt);
    }
}
