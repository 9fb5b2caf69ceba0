package org.visita.booking.fhir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Reference;
import org.visita.kit.problem.FieldError;

/** Who and where an Appointment names, by literal references to this server; null where it names none. */
record Participants(String patient, String practitioner, String location) {

    private static final Set<String> TYPES = Set.of("Patient", "Practitioner", "Location");

    static Participants of(Appointment appointment, List<FieldError> errors) {
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < appointment.getParticipant().size(); i++) {
            String place = "Appointment.participant[" + i + "].actor";
            IIdType reference = appointment.getParticipant().get(i).getActor().getReferenceElement();
            if (reference.hasBaseUrl()
                    || !reference.hasIdPart()
                    || !reference.hasResourceType()
                    || !TYPES.contains(reference.getResourceType())) {
                errors.add(new FieldError(place, "is a literal reference to a Patient, Practitioner or Location here"));
            } else if (contradicts(appointment.getParticipant().get(i).getActor(), reference)) {
                errors.add(new FieldError(place + ".type", "is another type than that of the reference"));
            } else if (ids.put(reference.getResourceType(), reference.getIdPart()) != null) {
                errors.add(new FieldError(place, "is the second of its type; there is one of each"));
            }
        }
        return new Participants(ids.get("Patient"), ids.get("Practitioner"), ids.get("Location"));
    }

    private static boolean contradicts(Reference actor, IIdType reference) {
        return actor.hasType() && !reference.getResourceType().equals(actor.getType());
    }
}
