package org.visita.booking.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.visita.booking.booking.BookingView;
import org.visita.booking.booking.CancelJson;
import org.visita.contracts.booking.BookingStatus;

/** The codes of FHIR and ours, both ways: the tables of {@code docs/fhir.md}. */
final class AppointmentCodes {

    private AppointmentCodes() {}

    static BookingStatus statusOf(BookingView booking) {
        return BookingStatus.valueOf(booking.status().toUpperCase(java.util.Locale.ROOT));
    }

    static AppointmentStatus toFhir(BookingStatus status) {
        return switch (status) {
            case HELD -> AppointmentStatus.PROPOSED;
            case PENDING -> AppointmentStatus.PENDING;
            case BOOKED -> AppointmentStatus.BOOKED;
            case CHECKED_IN -> AppointmentStatus.CHECKEDIN;
            case FULFILLED -> AppointmentStatus.FULFILLED;
            case NO_SHOW -> AppointmentStatus.NOSHOW;
            case CANCELLED -> AppointmentStatus.CANCELLED;
            case ENTERED_IN_ERROR -> AppointmentStatus.ENTEREDINERROR;
        };
    }

    /** Empty where no booking comes into that status. */
    static Optional<BookingStatus> toBooking(AppointmentStatus status) {
        return switch (status) {
            case PROPOSED -> Optional.of(BookingStatus.HELD);
            case PENDING -> Optional.of(BookingStatus.PENDING);
            case BOOKED -> Optional.of(BookingStatus.BOOKED);
            case ARRIVED, CHECKEDIN -> Optional.of(BookingStatus.CHECKED_IN);
            case FULFILLED -> Optional.of(BookingStatus.FULFILLED);
            case NOSHOW -> Optional.of(BookingStatus.NO_SHOW);
            case CANCELLED -> Optional.of(BookingStatus.CANCELLED);
            case ENTEREDINERROR -> Optional.of(BookingStatus.ENTERED_IN_ERROR);
            case WAITLIST, NULL -> Optional.empty();
        };
    }

    /** As HL7's appointment-cancellation-reason says it; what ended a hold was on the patient's side. */
    static String toFhir(BookingView.CancellationView why) {
        return switch (why.reason()) {
            case "clinic-request" -> "prov";
            case "closure" -> "maint";
            case "duplicate" -> "oth-oerr";
            default -> "pat";
        };
    }

    /** The code or one below it, as HL7's hierarchy has them; empty where we have no such reason. */
    static Optional<CancelJson.Reason> toReason(String code) {
        if (code.equals("pat") || code.startsWith("pat-")) {
            return Optional.of(CancelJson.Reason.PATIENT_REQUEST);
        }
        if (code.equals("prov") || code.startsWith("prov-")) {
            return Optional.of(CancelJson.Reason.CLINIC_REQUEST);
        }
        if (code.equals("maint") || code.startsWith("maint-")) {
            return Optional.of(CancelJson.Reason.CLOSURE);
        }
        return code.equals("oth-oerr") ? Optional.of(CancelJson.Reason.DUPLICATE) : Optional.empty();
    }

    static ParticipationStatus patient(BookingView booking) {
        return switch (statusOf(booking)) {
            case HELD -> ParticipationStatus.NEEDSACTION;
            case CANCELLED -> declinedIf(booking.cancellation().by().equals("patient"));
            case PENDING, BOOKED, CHECKED_IN, FULFILLED, NO_SHOW, ENTERED_IN_ERROR -> ParticipationStatus.ACCEPTED;
        };
    }

    static ParticipationStatus practitioner(BookingView booking) {
        return switch (statusOf(booking)) {
            case HELD, PENDING -> ParticipationStatus.NEEDSACTION;
            case CANCELLED -> declinedIf(booking.cancellation().by().equals("clinic"));
            case BOOKED, CHECKED_IN, FULFILLED, NO_SHOW, ENTERED_IN_ERROR -> ParticipationStatus.ACCEPTED;
        };
    }

    static ParticipationStatus location(BookingView booking) {
        return switch (statusOf(booking)) {
            case HELD, PENDING -> ParticipationStatus.NEEDSACTION;
            case BOOKED, CHECKED_IN, FULFILLED, NO_SHOW, CANCELLED, ENTERED_IN_ERROR -> ParticipationStatus.ACCEPTED;
        };
    }

    private static ParticipationStatus declinedIf(boolean declined) {
        return declined ? ParticipationStatus.DECLINED : ParticipationStatus.ACCEPTED;
    }
}
