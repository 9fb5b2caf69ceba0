package org.visita.booking.fhir;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.ParticipantRequired;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Narrative;
import org.visita.booking.booking.BookingView;
import org.visita.booking.booking.CancelJson;
import org.visita.booking.booking.ModalityJson;
import org.visita.booking.booking.PatientStatusJson;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/**
 * Reads an Appointment. Whatever of it we cannot keep is refused by its name: an element that is dropped without a word
 * is lost for a sender who believes that it is stored.
 */
@Singleton
class FhirToBooking {

    static final String EXPIRY = "Appointment.extension('" + FhirUrls.HOLD_EXPIRES_AT + "')";

    private final FhirUrls urls;

    @Inject
    FhirToBooking(FhirUrls urls) {
        this.urls = urls;
    }

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong, or with all that cannot be kept */
    AskedAppointment read(Appointment appointment) {
        if (appointment == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        requireKept(appointment);
        List<FieldError> errors = new ArrayList<>();
        Participants who = Participants.of(appointment, errors);
        AskedAppointment asked = new AskedAppointment(
                status(appointment, errors),
                appointment.hasIdentifier()
                        ? appointment.getIdentifierFirstRep().getValue()
                        : null,
                who.patient(),
                visitType(appointment, errors),
                time(appointment.getStartElement(), "Appointment.start", errors),
                time(appointment.getEndElement(), "Appointment.end", errors),
                appointment.getMinutesDurationElement().getValue(),
                who.practitioner(),
                who.location(),
                extension(appointment, FhirUrls.MODALITY, ModalityJson.values(), errors),
                extension(appointment, FhirUrls.PATIENT_STATUS, PatientStatusJson.values(), errors),
                reason(appointment, errors),
                expiry(appointment, errors));
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return asked;
    }

    private void requireKept(Appointment appointment) {
        List<String> others = new ArrayList<>(KeptElements.others(appointment).toList());
        for (int i = 0; i < appointment.getParticipant().size(); i++) {
            var participant = appointment.getParticipant().get(i);
            if (participant.hasRequired() && participant.getRequired() != ParticipantRequired.REQUIRED) {
                others.add("Appointment.participant[" + i + "].required");
            }
        }
        if (appointment.hasText() && appointment.getText().getStatus() != Narrative.NarrativeStatus.GENERATED) {
            others.add("Appointment.text");
        }
        if (appointment.getIdentifier().size() > 1
                || !appointment.getIdentifier().stream().allMatch(this::isOurs)) {
            others.add("Appointment.identifier");
        }
        if (appointment.hasCancelationReason() && appointment.getStatus() != Appointment.AppointmentStatus.CANCELLED) {
            others.add("Appointment.cancelationReason");
        }
        if (appointment.getStatus() == Appointment.AppointmentStatus.WAITLIST) {
            others.add("Appointment.status");
        }
        appointment.getExtension().stream()
                .filter(extension -> !isKnown(extension))
                .forEach(extension -> others.add("Appointment.extension"));
        if (!others.isEmpty()) {
            throw notKept(others.stream().distinct().toList());
        }
    }

    static RuntimeException notKept(List<String> elements) {
        List<FieldError> errors = elements.stream()
                .map(element -> new FieldError(element, "cannot be kept here, or not be changed"))
                .toList();
        return new Refusal(
                        FhirProblem.ELEMENT_NOT_KEPT, "Leave it out: it would be lost here.", errors, List.of(), null)
                .asException();
    }

    private boolean isOurs(Identifier identifier) {
        return urls.bookings().equals(identifier.getSystem());
    }

    private static boolean isKnown(Extension extension) {
        return Set.of(FhirUrls.BOOKING_VERSION, FhirUrls.HOLD_EXPIRES_AT, FhirUrls.MODALITY, FhirUrls.PATIENT_STATUS)
                .contains(String.valueOf(extension.getUrl()));
    }

    private static BookingStatus status(Appointment appointment, List<FieldError> errors) {
        if (appointment.getStatus() == null) {
            errors.add(new FieldError("Appointment.status", "is needed"));
            return null;
        }
        return AppointmentCodes.toBooking(appointment.getStatus()).orElseThrow();
    }

    private String visitType(Appointment appointment, List<FieldError> errors) {
        List<String> codes = appointment.getServiceType().stream()
                .map(CodeableConcept::getCoding)
                .flatMap(List::stream)
                .filter(coding -> urls.visitTypes().equals(coding.getSystem()))
                .map(Coding::getCode)
                .distinct()
                .toList();
        if (codes.size() > 1) {
            errors.add(new FieldError("Appointment.serviceType", "names one visit type"));
        }
        return codes.isEmpty() ? null : codes.getFirst();
    }

    private static OffsetDateTime time(InstantType time, String place, List<FieldError> errors) {
        if (time.getValueAsString() == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(time.getValueAsString());
        } catch (DateTimeException notOne) {
            errors.add(new FieldError(place, "is an instant with seconds and offset"));
            return null;
        }
    }

    private static <E extends Enum<E>> E extension(
            Appointment appointment, String url, E[] codes, List<FieldError> errors) {
        if (!appointment.hasExtension(url)) {
            return null;
        }
        if (appointment.getExtensionsByUrl(url).size() > 1) {
            errors.add(new FieldError("Appointment.extension('" + url + "')", "may come only once"));
        }
        String said = appointment.getExtensionByUrl(url).getValue() instanceof CodeType code ? code.getValue() : null;
        return Arrays.stream(codes)
                .filter(code -> BookingView.code(code).equals(said))
                .findFirst()
                .orElseGet(() -> {
                    errors.add(new FieldError("Appointment.extension('" + url + "')", "is one of its codes"));
                    return null;
                });
    }

    private static CancelJson.Reason reason(Appointment appointment, List<FieldError> errors) {
        if (!appointment.hasCancelationReason()) {
            return null;
        }
        List<CancelJson.Reason> reasons = appointment.getCancelationReason().getCoding().stream()
                .filter(coding -> FhirUrls.CANCELLATION_REASONS.equals(coding.getSystem()) && coding.getCode() != null)
                .flatMap(coding -> AppointmentCodes.toReason(coding.getCode()).stream())
                .distinct()
                .toList();
        if (reasons.size() != 1) {
            errors.add(new FieldError("Appointment.cancelationReason", "is one of pat, prov, maint and oth-oerr"));
            return null;
        }
        return reasons.getFirst();
    }

    private static Instant expiry(Appointment appointment, List<FieldError> errors) {
        if (!appointment.hasExtension(FhirUrls.HOLD_EXPIRES_AT)) {
            return null;
        }
        if (appointment.getExtensionsByUrl(FhirUrls.HOLD_EXPIRES_AT).size() == 1
                && appointment.getExtensionByUrl(FhirUrls.HOLD_EXPIRES_AT).getValue() instanceof InstantType time
                && time.hasValue()) {
            return time.getValue().toInstant();
        }
        errors.add(new FieldError(EXPIRY, "is one instant"));
        return null;
    }
}
