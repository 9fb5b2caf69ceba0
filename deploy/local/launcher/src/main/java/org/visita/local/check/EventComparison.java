package org.visita.local.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares bookings with what the topic tells of them, and what waits in the outbox to be told. */
final class EventComparison {

    private final Map<String, Booked> bookings;
    private final Map<String, Trail> topic;
    private final Map<String, List<Told>> waiting = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private EventComparison(Map<String, Booked> bookings, Map<String, Trail> topic, List<Told> outbox) {
        this.bookings = bookings;
        this.topic = topic;
        outbox.forEach(told -> waiting.computeIfAbsent(told.booking(), booking -> new ArrayList<>())
                .add(told));
    }

    static List<Finding> compare(Map<String, Booked> bookings, Map<String, Trail> topic, List<Told> outbox) {
        EventComparison comparison = new EventComparison(bookings, topic, outbox);
        bookings.forEach(comparison::look);
        comparison.lookForStrangers();
        return comparison.findings;
    }

    private void look(String id, Booked booking) {
        Trail trail = topic.getOrDefault(id, new Trail());
        if (waiting.containsKey(id)) trail = trail.with(waiting.get(id));
        for (int version : trail.missingUpTo(booking.version())) {
            add(Kind.LOST, id, "the event of version " + version + " is neither on the topic nor in the outbox");
        }
        for (int version : trail.doubled()) {
            add(Kind.DOUBLED, id, "version " + version + " has several events with different ids");
        }
        Told newest = trail.newest();
        if (newest == null) return;
        if (newest.version() > booking.version()) {
            add(
                    Kind.STALE,
                    id,
                    "is version " + booking.version() + ", and there is an event of version " + newest.version());
        } else if (newest.version() == booking.version() && !newest.agreesWith(booking)) {
            add(
                    Kind.STALE,
                    id,
                    "version " + booking.version() + " is " + booking.status() + " from " + booking.start()
                            + ", its event says " + newest.status() + " from " + newest.start());
        }
    }

    private void lookForStrangers() {
        topic.keySet().stream()
                .filter(id -> !bookings.containsKey(id))
                .forEach(id -> add(Kind.UNKNOWN, id, "there are events of it, and no such booking"));
        waiting.keySet().stream()
                .filter(id -> !bookings.containsKey(id))
                .forEach(id ->
                        add(Kind.UNKNOWN, id, "an event of it waits in the outbox, and there is no such booking"));
    }

    private void add(Kind kind, String id, String detail) {
        findings.add(new Finding(kind, id, detail));
    }
}
