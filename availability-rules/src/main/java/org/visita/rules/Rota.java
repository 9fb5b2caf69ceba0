package org.visita.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One practitioner at one location: the hours there, when they are off, and what they can use, by id.
 *
 * @param hours the working hours there
 * @param closed when they do not hold: time off, and holidays of the location
 * @param rooms of the location
 * @param equipment of the location, by type
 */
record Rota(
        Practitioner practitioner,
        Location location,
        ZoneDays days,
        WorkingHours hours,
        Timeline closed,
        List<Room> rooms,
        Map<String, List<Equipment>> equipment) {

    /** The order in which slots with the same start are listed. */
    static final Comparator<Rota> ORDER =
            Comparator.comparing(Rota::practitionerId).thenComparing(Rota::locationId);

    String practitionerId() {
        return practitioner.id();
    }

    String locationId() {
        return location.id();
    }

    /** Whether what a visit needs beside the practitioner is there at all, taken or not. */
    boolean hasResourcesFor(VisitType type, Modality modality) {
        return modality == Modality.TELEHEALTH
                || (!type.requiresRoom() || !rooms.isEmpty())
                        && equipment.keySet().containsAll(type.equipmentTypes());
    }
}
