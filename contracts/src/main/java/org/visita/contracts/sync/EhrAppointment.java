package org.visita.contracts.sync;

import java.time.Instant;

/**
 * An appointment that was born or changed in an EHR.
 *
 * @param externalId id of the Appointment in the EHR
 * @param version of the EHR's resource ({@code meta.versionId}), as text: EHRs do not promise a number
 * @param bookingId our booking, where the appointment carries its identifier; else null
 * @param status code of FHIR R4 AppointmentStatus
 * @param practitionerId ours, where it could be matched; else null
 * @param locationId ours, where it could be matched; else null
 * @param start inclusive; null only while the status is proposed, waitlist or cancelled (FHIR R4, invariant app-3)
 * @param end exclusive; null exactly if the start is (FHIR R4, invariant app-2)
 */
public record EhrAppointment(
        String eventId,
        String clinic,
        String connectionId,
        String externalId,
        String version,
        String bookingId,
        String status,
        String practitionerId,
        String locationId,
        Instant start,
        Instant end,
        Instant occurredAt) {}
