package org.visita.booking.booking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Visit;
import org.visita.contracts.booking.Change;

/** What differs between two versions of a booking, field by field, in the words of its events. */
final class Changes {

    private Changes() {}

    /** All that a new booking starts with. */
    static List<Change> of(Booking created) {
        return between(Map.of(), List.of(), created);
    }

    static List<Change> between(Booking before, Booking after) {
        return between(fields(before), before.visit().equipmentIds(), after);
    }

    private static List<Change> between(Map<String, String> old, List<UUID> oldEquipment, Booking after) {
        List<Change> changes = new ArrayList<>();
        fields(after).forEach((field, value) -> {
            if (!Objects.equals(old.get(field), value)) {
                changes.add(new Change(field, old.get(field), value));
            }
        });
        List<UUID> equipment = after.visit().equipmentIds();
        // Of a list, one change for each that left and for each that came.
        oldEquipment.stream()
                .filter(id -> !equipment.contains(id))
                .forEach(left -> changes.add(new Change("equipmentIds", left.toString(), null)));
        equipment.stream()
                .filter(id -> !oldEquipment.contains(id))
                .forEach(came -> changes.add(new Change("equipmentIds", null, came.toString())));
        return changes;
    }

    /** Every field with one value that can change. */
    private static Map<String, String> fields(Booking booking) {
        Visit visit = booking.visit();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("status", Snapshots.status(booking).name());
        fields.put("start", visit.start().toString());
        fields.put("end", visit.end().toString());
        fields.put("zone", visit.zone().getId());
        fields.put("practitionerId", visit.practitionerId().toString());
        fields.put("locationId", visit.locationId().toString());
        fields.put("roomId", Snapshots.text(visit.roomId()));
        fields.put("modality", visit.modality().name());
        fields.put("sessionId", Snapshots.text(visit.sessionId()));
        return fields;
    }
}
