package org.visita.booking.fhir;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Reference;
import org.visita.booking.booking.BookingView;

/** A booking as a FHIR R4 Appointment: the table of {@code docs/fhir.md}, and nothing else. */
@Singleton
class BookingToFhir {

    /** FHIR wants the seconds, which Java leaves out where they are none. */
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private final FhirUrls urls;

    @Inject
    BookingToFhir(FhirUrls urls) {
        this.urls = urls;
    }

    Appointment appointment(BookingView booking) {
        Appointment appointment = new Appointment();
        appointment.setId(new IdType("Appointment", booking.id(), Integer.toString(booking.version())));
        appointment
                .getMeta()
                .setVersionId(Integer.toString(booking.version()))
                .setLastUpdated(Date.from(booking.updatedAt().toInstant()));
        extensions(booking, appointment);
        appointment.addIdentifier(new Identifier()
                .setUse(Identifier.IdentifierUse.USUAL)
                .setSystem(urls.bookings())
                .setValue(booking.id()));
        appointment.setStatus(AppointmentCodes.toFhir(AppointmentCodes.statusOf(booking)));
        // Only here: R4's invariant app-4 misspells no-show, so validators refuse a reason there.
        if (booking.cancellation() != null) {
            appointment
                    .getCancelationReason()
                    .addCoding()
                    .setSystem(FhirUrls.CANCELLATION_REASONS)
                    .setCode(AppointmentCodes.toFhir(booking.cancellation()));
        }
        appointment.addServiceType().addCoding().setSystem(urls.visitTypes()).setCode(booking.visitTypeId());
        appointment
                .getAppointmentType()
                .addCoding()
                .setSystem(FhirUrls.APPOINTMENT_TYPES)
                .setCode("ROUTINE");
        appointment.setStartElement(instant(booking.start()));
        appointment.setEndElement(instant(booking.end()));
        appointment.setMinutesDuration(
                Math.toIntExact(Duration.between(booking.start(), booking.end()).toMinutes()));
        appointment.setCreatedElement(new DateTimeType(
                booking.createdAt().withOffsetSameInstant(ZoneOffset.UTC).format(SECONDS)));
        appointment.addParticipant(participant("Patient", booking.patientId(), AppointmentCodes.patient(booking)));
        appointment.addParticipant(
                participant("Practitioner", booking.practitionerId(), AppointmentCodes.practitioner(booking)));
        appointment.addParticipant(participant("Location", booking.locationId(), AppointmentCodes.location(booking)));
        return appointment;
    }

    private static void extensions(BookingView booking, Appointment appointment) {
        appointment.addExtension(FhirUrls.BOOKING_VERSION, new IntegerType(booking.version()));
        appointment.addExtension(FhirUrls.MODALITY, new CodeType(booking.modality()));
        if (booking.patientStatus() != null) {
            appointment.addExtension(FhirUrls.PATIENT_STATUS, new CodeType(booking.patientStatus()));
        }
        if (booking.holdExpiresAt() != null) {
            // To the millisecond, so that nobody is promised a moment too much.
            appointment.addExtension(
                    FhirUrls.HOLD_EXPIRES_AT,
                    new InstantType(Date.from(booking.holdExpiresAt().toInstant())));
        }
    }

    private static AppointmentParticipantComponent participant(String type, String id, ParticipationStatus status) {
        return new AppointmentParticipantComponent()
                .setActor(new Reference(type + "/" + id))
                .setStatus(status);
    }

    private static InstantType instant(OffsetDateTime time) {
        return new InstantType(time.format(SECONDS));
    }
}
