package org.visita.booking.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where, with whom and when a visit is. Buffers come after the visit only in the model's clinic. */
record Place(Type type, String practitioner, Instant start, String room, List<String> devices) {

    /** A visit type. */
    record Type(
            String id,
            int minutes,
            int every,
            int buffer,
            int seats,
            Integer perDay,
            boolean needsRoom,
            boolean needsDevice,
            boolean confirmed) {

        boolean isGroup() {
            return seats > 1;
        }
    }

    Instant end() {
        return start.plus(Duration.ofMinutes(type.minutes()));
    }

    Instant occupiedTo() {
        return end().plus(Duration.ofMinutes(type.buffer()));
    }

    /** Who and what is taken for all of it; the patient is taken without buffers. */
    List<String> things() {
        List<String> things = new ArrayList<>(devices);
        things.add(practitioner);
        if (room != null) {
            things.add(room);
        }
        return things;
    }

    boolean sharesSession(Place other) {
        return type.isGroup()
                && type.equals(other.type)
                && practitioner.equals(other.practitioner)
                && start.equals(other.start);
    }

    Place inRoom(String other) {
        return new Place(type, practitioner, start, other, devices);
    }
}
