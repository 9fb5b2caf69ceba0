package org.visita.booking.fhir;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.visita.booking.booking.BookingJson;
import org.visita.booking.booking.CancelJson;
import org.visita.booking.booking.HoldJson;
import org.visita.booking.booking.ModalityJson;
import org.visita.booking.booking.PatientStatusJson;
import org.visita.booking.booking.domain.Visit;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * What an Appointment that came in says of a booking; what it leaves out is null.
 *
 * @param bookingId value of our identifier
 * @param end has to be what the visit type makes of the start; the same holds for the minutes
 * @param reason of a cancellation
 * @param holdExpiresAt is for the server to say; sent again with what was read
 */
record AskedAppointment(
        BookingStatus status,
        String bookingId,
        String patientId,
        String visitTypeId,
        OffsetDateTime start,
        OffsetDateTime end,
        Integer minutes,
        String practitionerId,
        String locationId,
        ModalityJson modality,
        PatientStatusJson patientStatus,
        CancelJson.Reason reason,
        Instant holdExpiresAt) {

    /** @param hold that is to be booked; null: a new visit */
    BookingJson toBooking(String hold) {
        return BookingJson.checked(new BookingJson(
                patientId, visitTypeId, start, practitionerId, locationId, modality, patientStatus, hold));
    }

    HoldJson toHold(Duration ttl) {
        return HoldJson.checked(
                new HoldJson(patientId, visitTypeId, start, practitionerId, locationId, modality, patientStatus, ttl));
    }

    /** Refuses what only a booking that is there already can have. */
    void requireNew() {
        if (bookingId != null) {
            throw FhirToBooking.notKept(List.of("Appointment.identifier"));
        }
        if (holdExpiresAt != null) {
            throw FhirToBooking.notKept(List.of(FhirToBooking.EXPIRY));
        }
    }

    /** Refuses what is said of another one than the hold, or of one that is not to be booked. */
    void requireBookable(String hold) {
        if (bookingId != null && !bookingId.equals(hold)) {
            throw FhirToBooking.notKept(List.of("Appointment.identifier"));
        }
        if (status != BookingStatus.HELD && status != BookingStatus.BOOKED && status != BookingStatus.PENDING) {
            throw FhirToBooking.notKept(List.of("Appointment.status"));
        }
    }

    /** Refuses, before the transaction ends, a visit that lasts otherwise than was said. */
    void requireDuration(Visit visit) {
        requireDuration(
                visit.start().atOffset(java.time.ZoneOffset.UTC), visit.end().atOffset(java.time.ZoneOffset.UTC));
    }

    void requireDuration(OffsetDateTime from, OffsetDateTime to) {
        List<FieldError> errors = new ArrayList<>();
        if (end != null && !end.isEqual(to)) {
            errors.add(new FieldError("/end", "is not when the visit ends"));
        }
        if (minutes != null && minutes != Duration.between(from, to).toMinutes()) {
            errors.add(new FieldError("/minutes", "is not how long the visit lasts"));
        }
        if (!errors.isEmpty()) {
            throw new Refusal(
                            FhirProblem.DURATION_MISMATCH,
                            "The visit type says how long the visit lasts. Leave it out, or say the same.",
                            errors,
                            List.of(),
                            null)
                    .asException();
        }
    }
}
