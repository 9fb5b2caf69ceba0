package org.visita.ehrsync.fhir;

import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Coding;

/** Where an Appointment of ours has a code that a clinic chooses. */
enum WordPlace {
    SERVICE_TYPE("http://terminology.hl7.org/CodeSystem/service-type", "124") {
        @Override
        Appointment in(Appointment appointment, Coding word) {
            appointment.addServiceType().addCoding(word);
            return appointment;
        }
    },
    CANCELLATION_REASON(FhirUrls.CANCELLATION_REASONS, "pat") {
        @Override
        Appointment in(Appointment appointment, Coding word) {
            // Invariant app-4: only what is cancelled has a reason.
            appointment
                    .setStatus(AppointmentStatus.CANCELLED)
                    .getCancelationReason()
                    .addCoding(word);
            return appointment;
        }
    };

    private final String system;
    private final String code;

    WordPlace(String system, String code) {
        this.system = system;
        this.code = code;
    }

    /** With this word in this place. */
    abstract Appointment in(Appointment appointment, Coding word);

    /** Of a code that is valid here. */
    String system() {
        return system;
    }

    String code() {
        return code;
    }
}
