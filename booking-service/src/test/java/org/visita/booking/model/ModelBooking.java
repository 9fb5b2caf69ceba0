package org.visita.booking.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A booking as the model remembers it: all its versions. */
final class ModelBooking {

    /**
     * One version.
     *
     * @param reason of a cancellation; null in every other state
     */
    record Version(String act, String actor, String source, State state, Place place, String reason) {}

    private final String id;
    private final String patient;
    private final String holder;
    private final List<Version> versions = new ArrayList<>();
    private boolean expired;

    /** @param holder null unless it began as a hold */
    ModelBooking(String id, String patient, String holder, Version first) {
        this.id = id;
        this.patient = patient;
        this.holder = holder;
        versions.add(first);
    }

    String id() {
        return id;
    }

    String patient() {
        return patient;
    }

    String holder() {
        return holder;
    }

    Version now() {
        return versions.getLast();
    }

    State state() {
        return now().state();
    }

    Place place() {
        return now().place();
    }

    int version() {
        return versions.size();
    }

    List<Version> versions() {
        return versions;
    }

    void next(String act, String actor, State state, Place place, String reason) {
        versions.add(new Version(act, actor, "api", state, place, reason));
    }

    /** Visita itself has noticed that its time is over. */
    void expiredAway() {
        versions.add(new Version("expire", "service:booking", "visita", State.CANCELLED, place(), "hold-expired"));
    }

    void letExpire() {
        expired = true;
    }

    boolean isExpiredHold() {
        return state() == State.HELD && expired;
    }

    /** Whether it stands in anybody's way. */
    boolean takesTime() {
        return state().takesTime() && !isExpiredHold();
    }

    boolean counts() {
        return state().counts() && !isExpiredHold();
    }

    boolean endedAsHold() {
        return state() == State.CANCELLED && now().reason().startsWith("hold-");
    }

    String row() {
        return line(now()) + " v" + version() + " of " + patient;
    }

    static String line(Version version) {
        Place place = version.place();
        return "%s %s %s..%s %s room %s with %s, %s"
                .formatted(
                        version.state(),
                        place.type().id(),
                        place.start(),
                        place.end(),
                        place.practitioner(),
                        place.room(),
                        place.devices(),
                        version.reason());
    }

    /** What the n-th version changed, from 0 on; of the first: all that it began with. Without the name of a session. */
    Map<String, String> changes(int n) {
        Map<String, String> before = n == 0 ? Map.of() : fields(versions.get(n - 1));
        Map<String, String> changes = new LinkedHashMap<>();
        fields(versions.get(n)).forEach((field, value) -> {
            if (!value.equals(before.get(field))) {
                changes.put(field, before.get(field) + " -> " + value);
            }
        });
        before.forEach((field, value) -> {
            if (!fields(versions.get(n)).containsKey(field)) {
                changes.put(field, value + " -> null");
            }
        });
        return changes;
    }

    private static Map<String, String> fields(Version version) {
        Map<String, String> fields = new LinkedHashMap<>();
        Place place = version.place();
        fields.put("status", version.state().name());
        fields.put("start", place.start().toString());
        fields.put("end", place.end().toString());
        fields.put("practitionerId", place.practitioner());
        if (place.room() != null) {
            fields.put("roomId", place.room());
        }
        place.devices().forEach(device -> fields.put("equipmentIds " + device, device));
        return fields;
    }
}
