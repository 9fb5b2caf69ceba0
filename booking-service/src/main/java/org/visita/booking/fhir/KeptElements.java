package org.visita.booking.fhir;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;

/**
 * Which elements of an Appointment are kept, or may be sent although they are not: the list of exemptions in
 * {@code docs/fhir.md}. An element that is dropped without a word is lost for a sender who believes that it is stored.
 */
final class KeptElements {

    /** Looked into no further. Generated narrative, and what the server writes by itself. */
    private static final Set<String> WHOLE = Set.of(
            "Appointment.text",
            "Appointment.appointmentType",
            "Appointment.meta.profile",
            "Appointment.identifier.type",
            // The elements below these are looked at where they are read.
            "Appointment.extension");

    private static final Set<String> KNOWN = Set.of(
            "Appointment.id",
            "Appointment.meta",
            "Appointment.meta.versionId",
            "Appointment.meta.lastUpdated",
            "Appointment.meta.source",
            "Appointment.identifier",
            "Appointment.identifier.use",
            "Appointment.identifier.system",
            "Appointment.identifier.value",
            "Appointment.status",
            "Appointment.cancelationReason",
            "Appointment.cancelationReason.coding",
            "Appointment.cancelationReason.coding.system",
            "Appointment.cancelationReason.coding.version",
            "Appointment.cancelationReason.coding.code",
            "Appointment.cancelationReason.coding.display",
            "Appointment.serviceType",
            "Appointment.serviceType.coding",
            "Appointment.serviceType.coding.system",
            "Appointment.serviceType.coding.version",
            "Appointment.serviceType.coding.code",
            "Appointment.serviceType.coding.display",
            "Appointment.start",
            "Appointment.end",
            "Appointment.minutesDuration",
            "Appointment.created",
            "Appointment.participant",
            "Appointment.participant.id",
            "Appointment.participant.actor",
            "Appointment.participant.actor.reference",
            "Appointment.participant.actor.type",
            "Appointment.participant.actor.display",
            "Appointment.participant.required",
            "Appointment.participant.status");

    private KeptElements() {}

    /** Where something was sent that is not kept. */
    static Stream<String> others(Appointment appointment) {
        return others(appointment, "Appointment", "Appointment");
    }

    private static Stream<String> others(Base element, String path, String place) {
        return element.children().stream().filter(Property::hasValues).flatMap(property -> {
            String below = path + "." + property.getName();
            if (WHOLE.contains(below)) {
                return Stream.empty();
            }
            List<Base> values = property.getValues();
            if (!KNOWN.contains(below)) {
                return Stream.of(place + "." + property.getName());
            }
            return IntStream.range(0, values.size())
                    .boxed()
                    .flatMap(i -> others(
                            values.get(i),
                            below,
                            place + "." + property.getName() + (property.isList() ? "[" + i + "]" : "")));
        });
    }
}
