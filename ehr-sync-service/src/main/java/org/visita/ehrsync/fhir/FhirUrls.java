package org.visita.ehrsync.fhir;

/** Extensions that Visita owns; their StructureDefinitions stand under these addresses. */
final class FhirUrls {

    /** On the Appointment: version of the booking that it shows, {@code valueInteger}. */
    static final String BOOKING_VERSION = "https://visita.example/fhir/StructureDefinition/booking-version";

    /** On a participant: which of ours it is, {@code valueCode}. What does not carry it is the EHR's own. */
    static final String PARTICIPANT_ROLE = "https://visita.example/fhir/StructureDefinition/participant-role";

    static final String CANCELLATION_REASONS = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";

    private FhirUrls() {}
}
