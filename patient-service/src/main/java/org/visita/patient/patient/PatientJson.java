package org.visita.patient.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A patient on the wire. */
final class PatientJson {

    private PatientJson() {}

    /** What a caller tells of a patient, not yet checked. */
    @Schema(name = "PatientRequest")
    record Request(
            @Schema(required = true, minLength = 1, maxLength = 100)
            String givenName,

            @Schema(required = true, minLength = 1, maxLength = 100)
            String familyName,

            @Schema(required = true, format = "date", description = "Not in the future.")
            String birthDate,

            @Schema(required = true) Gender gender,

            @Schema(description = "With country code: +27 82 555 0100.")
            String phone,

            String email,
            @Schema(description = "BCP 47 tag.") String language,
            @Schema(maxItems = 20) List<PatientIdentifier> identifiers) {

        @Override
        public String toString() {
            return "PatientRequest";
        }
    }

    @Schema(name = "Patient")
    record View(
            String id,
            int version,
            String givenName,
            String familyName,
            LocalDate birthDate,
            Gender gender,
            String phone,
            String email,
            String language,
            List<PatientIdentifier> identifiers,
            Instant createdAt,
            Instant updatedAt) {

        static View of(Patient patient) {
            PatientDetails details = patient.details();
            return new View(
                    patient.id().toString(),
                    patient.version(),
                    details.givenName(),
                    details.familyName(),
                    details.birthDate(),
                    details.gender(),
                    details.phone(),
                    details.email(),
                    details.language(),
                    details.identifiers(),
                    patient.createdAt(),
                    patient.updatedAt());
        }

        @Override
        public String toString() {
            return "Patient " + id;
        }
    }
}
