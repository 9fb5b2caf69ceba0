package org.visita.audit.person;

import org.visita.kit.topics.EventJson;
import org.visita.proof.CanonicalObject;

/**
 * What of an entry tells who the person is. A component is null where the entry has none, or says it openly because it is
 * not the person's.
 *
 * @param actor where the person acted; kind and id
 * @param address where the person acted
 * @param resourceId where the resource is the patient
 */
public record PersonalDetails(String actor, String address, String patientId, String resourceId) {

    byte[] canonical() {
        return new CanonicalObject(192)
                .text("actor", actor)
                .text("address", address)
                .text("patientId", patientId)
                .text("resourceId", resourceId)
                .bytes();
    }

    /** @param details as {@link #canonical()} wrote them */
    public static PersonalDetails of(byte[] details) {
        return EventJson.read(details, PersonalDetails.class);
    }
}
