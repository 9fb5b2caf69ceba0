package org.visita.booking.fhir;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Names that Visita owns in FHIR; the same that stand in what is written to EHRs. */
@Singleton
class FhirUrls {

    private static final String EXTENSIONS = "https://visita.example/fhir/StructureDefinition/";

    /** On the Appointment: version of the booking that it shows, {@code valueInteger}. */
    static final String BOOKING_VERSION = EXTENSIONS + "booking-version";

    /** On a proposed Appointment: from when on it holds nothing, {@code valueInstant}. */
    static final String HOLD_EXPIRES_AT = EXTENSIONS + "hold-expires-at";

    /** {@code valueCode}: {@code in-person} or {@code telehealth}. */
    static final String MODALITY = EXTENSIONS + "modality";

    /** {@code valueCode}: {@code new} or {@code returning}. */
    static final String PATIENT_STATUS = EXTENSIONS + "patient-status";

    static final String CANCELLATION_REASONS = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";

    /** HL7 v2 table 0276, which FHIR R4 binds appointmentType to. */
    static final String APPOINTMENT_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0276";

    private final String base;

    @Inject
    FhirUrls(
            @ConfigProperty(name = "visita.identifiers.base", defaultValue = "https://visita.example/sid")
                    String base) {
        this.base = base;
    }

    /** Identifier system of bookings. */
    String bookings() {
        return base + "/booking-id";
    }

    /** Code system of visit types; the code is the visit type's id. */
    String visitTypes() {
        return base + "/visit-type";
    }
}
