package org.visita.ehrsync.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.visita.ehrsync.destination.FlowField;

/** Puts our scheduling fields into what the EHR holds. Everything else that it holds is its own, and stays. */
final class AppointmentMerge {

    private AppointmentMerge() {}

    /** Version of the booking that an Appointment shows; 0 if it does not say. */
    static int versionOf(Appointment appointment) {
        return appointment.getExtensionByUrl(FhirUrls.BOOKING_VERSION) != null
                        && appointment
                                        .getExtensionByUrl(FhirUrls.BOOKING_VERSION)
                                        .getValue()
                                instanceof IntegerType version
                        && version.hasValue()
                ? version.getValue()
                : 0;
    }

    static boolean isOf(Appointment appointment, String system, String bookingId) {
        return appointment.getIdentifier().stream()
                .anyMatch(
                        identifier -> system.equals(identifier.getSystem()) && bookingId.equals(identifier.getValue()));
    }

    /**
     * Neither argument is changed.
     *
     * @param fields that are ours; what belongs to others stays as the EHR holds it
     */
    static Appointment merge(Appointment held, Appointment ours, Set<FlowField> fields) {
        Appointment merged = held.copy();
        merged.getExtension().removeIf(extension -> FhirUrls.BOOKING_VERSION.equals(extension.getUrl()));
        merged.addExtension(ours.getExtensionByUrl(FhirUrls.BOOKING_VERSION).copy());
        addIdentifier(merged, ours.getIdentifierFirstRep());
        if (!(isArrival(held) && ours.getStatus() == AppointmentStatus.CHECKEDIN)) {
            merged.setStatus(ours.getStatus());
        }
        if (fields.contains(FlowField.CANCELLATION_REASON)) {
            merged.setCancelationReason(mergedReason(held, ours));
        }
        if (ours.hasServiceType() && !hasCodingOf(held, ours)) {
            merged.setServiceType(ours.getServiceType());
        }
        merged.setStartElement(ours.getStartElement());
        merged.setEndElement(ours.getEndElement());
        merged.setMinutesDurationElement(ours.getMinutesDurationElement());
        merged.setCreatedElement(ours.getCreatedElement());
        merged.setParticipant(participants(held, ours));
        return merged;
    }

    /** The EHR's word for a patient who is there; more than ours says, so it stays. */
    private static boolean isArrival(Appointment held) {
        return held.getStatus() == AppointmentStatus.ARRIVED;
    }

    private static org.hl7.fhir.r4.model.CodeableConcept mergedReason(Appointment held, Appointment ours) {
        boolean sameCode = ours.hasCancelationReason()
                && held.getCancelationReason().getCoding().stream()
                        .anyMatch(coding ->
                                coding.equalsShallow(ours.getCancelationReason().getCodingFirstRep()));
        return sameCode ? held.getCancelationReason().copy() : ours.getCancelationReason();
    }

    private static boolean hasCodingOf(Appointment held, Appointment ours) {
        return held.getServiceType().stream()
                .flatMap(type -> type.getCoding().stream())
                .anyMatch(coding -> coding.hasCode()
                        && coding.getCode()
                                .equals(ours.getServiceTypeFirstRep()
                                        .getCodingFirstRep()
                                        .getCode())
                        && Objects.equals(
                                coding.getSystem(),
                                ours.getServiceTypeFirstRep()
                                        .getCodingFirstRep()
                                        .getSystem()));
    }

    private static void addIdentifier(Appointment merged, Identifier ours) {
        if (!isOf(merged, ours.getSystem(), ours.getValue())) {
            merged.addIdentifier(ours.copy());
        }
    }

    private static List<AppointmentParticipantComponent> participants(Appointment held, Appointment ours) {
        List<AppointmentParticipantComponent> merged = new ArrayList<>();
        List<AppointmentParticipantComponent> missing = new ArrayList<>(ours.getParticipant());
        for (AppointmentParticipantComponent theirs : held.getParticipant()) {
            Optional<AppointmentParticipantComponent> mine = ours.getParticipant().stream()
                    .filter(candidate -> isOurs(theirs, candidate))
                    .findFirst();
            if (mine.isEmpty()) {
                merged.add(theirs.copy());
            } else if (missing.remove(mine.get())) {
                merged.add(participant(theirs, mine.get(), ours.getStatus()));
            }
        }
        merged.addAll(missing);
        return merged;
    }

    /** By our mark; or, where the EHR dropped that, by who it is. */
    private static boolean isOurs(AppointmentParticipantComponent theirs, AppointmentParticipantComponent candidate) {
        String role = roleOf(theirs);
        return role.isEmpty() ? isSameActor(theirs, candidate) : role.equals(roleOf(candidate));
    }

    private static AppointmentParticipantComponent participant(
            AppointmentParticipantComponent theirs, AppointmentParticipantComponent mine, AppointmentStatus status) {
        if (!isSameActor(theirs, mine)) {
            // Somebody else: what the EHR noted about the one before does not hold for the next.
            return mine;
        }
        AppointmentParticipantComponent merged = theirs.copy();
        return saysNothingAboutParticipants(status) ? merged : merged.setStatus(mine.getStatus());
    }

    /** By what the EHR resolves; else by identifier. */
    private static boolean isSameActor(AppointmentParticipantComponent theirs, AppointmentParticipantComponent mine) {
        if (theirs.getActor().hasReference() || mine.getActor().hasReference()) {
            return Objects.equals(
                    theirs.getActor().getReference(), mine.getActor().getReference());
        }
        return theirs.getActor().getIdentifier().equalsShallow(mine.getActor().getIdentifier());
    }

    private static boolean saysNothingAboutParticipants(AppointmentStatus status) {
        return status == AppointmentStatus.NOSHOW || status == AppointmentStatus.ENTEREDINERROR;
    }

    /** Empty text for a participant of the EHR's own. */
    private static String roleOf(AppointmentParticipantComponent participant) {
        return Optional.ofNullable(participant.getExtensionByUrl(FhirUrls.PARTICIPANT_ROLE))
                .map(extension -> extension.getValue())
                .filter(PrimitiveType.class::isInstance)
                .map(Element::primitiveValue)
                .orElse("");
    }
}
