package org.visita.ehrsync.fhir;

import static ca.uhn.fhir.model.api.TemporalPrecisionEnum.SECOND;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Cancellation;

/** A booking as a FHIR R4 Appointment: the table of {@code docs/fhir.md}, and nothing else. */
final class BookingToFhir {

    /** HL7 v2 table 0276, which FHIR R4 binds appointmentType to. */
    private static final String APPOINTMENT_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0276";

    private BookingToFhir() {}

    /**
     * @param system identifier system of bookings
     * @throws IllegalArgumentException if the booking does not end after it starts
     */
    static Appointment appointment(BookingSnapshot booking, String system, Participants who, Wording wording) {
        Appointment appointment = new Appointment();
        appointment.addExtension(FhirUrls.BOOKING_VERSION, new IntegerType(booking.version()));
        appointment.addIdentifier(new Identifier()
                .setUse(Identifier.IdentifierUse.USUAL)
                .setSystem(system)
                .setValue(booking.id()));
        appointment.setStatus(statusOf(booking.status()));
        if (wording.cancellation() != null) {
            appointment.getCancelationReason().addCoding(wording.cancellation());
        }
        if (wording.serviceType() != null) {
            appointment.addServiceType().addCoding(wording.serviceType());
        }
        appointment
                .getAppointmentType()
                .addCoding()
                .setSystem(APPOINTMENT_TYPES)
                .setCode("ROUTINE");
        appointment.setStartElement(instant(booking.start()));
        appointment.setEndElement(instant(booking.end()));
        appointment.setMinutesDuration(minutes(booking));
        appointment.setCreatedElement(zulu(new DateTimeType(Date.from(booking.createdAt()), SECOND)));
        add(appointment, "patient", who.patient(), patientStatusOf(booking.status(), booking.cancellation()));
        add(appointment, "practitioner", who.practitioner(), clinicStatusOf(booking.status(), booking.cancellation()));
        add(appointment, "location", who.location(), placeStatusOf(booking.status()));
        return appointment;
    }

    private static AppointmentStatus statusOf(BookingStatus status) {
        return switch (status) {
            case HELD -> AppointmentStatus.PROPOSED;
            case PENDING -> AppointmentStatus.PENDING;
            case BOOKED -> AppointmentStatus.BOOKED;
            case CHECKED_IN -> AppointmentStatus.CHECKEDIN;
            case FULFILLED -> AppointmentStatus.FULFILLED;
            // Without a cancelationReason: R4's invariant app-4 misspells this code, so validators refuse the pair.
            case NO_SHOW -> AppointmentStatus.NOSHOW;
            case CANCELLED -> AppointmentStatus.CANCELLED;
            case ENTERED_IN_ERROR -> AppointmentStatus.ENTEREDINERROR;
        };
    }

    private static ParticipationStatus patientStatusOf(BookingStatus status, Cancellation cancellation) {
        return switch (status) {
            case HELD -> ParticipationStatus.NEEDSACTION;
            case CANCELLED -> declinedIf(cancellation.by() == Cancellation.By.PATIENT);
            case PENDING, BOOKED, CHECKED_IN, FULFILLED, NO_SHOW, ENTERED_IN_ERROR -> ParticipationStatus.ACCEPTED;
        };
    }

    private static ParticipationStatus clinicStatusOf(BookingStatus status, Cancellation cancellation) {
        return switch (status) {
            case HELD, PENDING -> ParticipationStatus.NEEDSACTION;
            case CANCELLED -> declinedIf(cancellation.by() == Cancellation.By.CLINIC);
            case BOOKED, CHECKED_IN, FULFILLED, NO_SHOW, ENTERED_IN_ERROR -> ParticipationStatus.ACCEPTED;
        };
    }

    private static ParticipationStatus placeStatusOf(BookingStatus status) {
        return switch (status) {
            case HELD, PENDING -> ParticipationStatus.NEEDSACTION;
            case BOOKED, CHECKED_IN, FULFILLED, NO_SHOW, CANCELLED, ENTERED_IN_ERROR -> ParticipationStatus.ACCEPTED;
        };
    }

    private static ParticipationStatus declinedIf(boolean declined) {
        return declined ? ParticipationStatus.DECLINED : ParticipationStatus.ACCEPTED;
    }

    /** @param actor null if the connection does not send it */
    private static void add(Appointment appointment, String role, Reference actor, ParticipationStatus status) {
        if (actor != null) {
            AppointmentParticipantComponent participant = appointment.addParticipant();
            participant.addExtension(FhirUrls.PARTICIPANT_ROLE, new CodeType(role));
            participant.setActor(actor).setStatus(status);
        }
    }

    private static InstantType instant(Instant instant) {
        return zulu(new InstantType(Date.from(instant), SECOND));
    }

    private static <T extends BaseDateTimeType> T zulu(T time) {
        time.setTimeZoneZulu(true);
        return time;
    }

    private static int minutes(BookingSnapshot booking) {
        long minutes = Duration.between(booking.start(), booking.end()).toMinutes();
        if (minutes < 1) {
            throw new IllegalArgumentException("the booking does not end after it starts");
        }
        return Math.toIntExact(minutes);
    }
}
