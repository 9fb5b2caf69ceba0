package org.visita.booking.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.visita.booking.Events;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Change;

/** What the service says afterwards, in histories and events, and what the model would say. */
final class Said {

    private Said() {}

    static List<String> historyExpected(ModelBooking booking) {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < booking.version(); n++) {
            ModelBooking.Version version = booking.versions().get(n);
            lines.add(line(n + 1, version.act(), version.actor(), version.source(), sorted(booking.changes(n))));
        }
        return lines;
    }

    static String line(int version, Object act, Object actor, Object source, Map<String, String> changes) {
        return "%d %s by %s from %s: %s".formatted(version, act, actor, source, changes);
    }

    /** As a history writes them. */
    static Map<String, String> changesOf(List<?> changes) {
        return changes.stream()
                .map(change -> (Map<?, ?>) change)
                .map(change -> new Change(
                        (String) change.get("field"), (String) change.get("before"), (String) change.get("after")))
                .filter(Said::isOfTheModel)
                .collect(Collectors.toMap(
                        Said::name, Said::values, (one, other) -> one + " and " + other, TreeMap::new));
    }

    /**
     * Waits until all is on the topic.
     *
     * @param noticeExpired tells the model of holds that the service's timer has ended since
     */
    static void compareEvents(ModelClinic clinic, Runnable noticeExpired) {
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            noticeExpired.run();
            Map<String, List<String>> expected = new TreeMap<>();
            clinic.bookings().forEach(booking -> expected.put(booking.id(), eventsExpected(booking)));
            Map<String, List<String>> found = new TreeMap<>();
            Events.ofBookings(clinic.practitioners())
                    .forEach((id, events) ->
                            found.put(id, events.stream().map(Said::line).toList()));
            assertThat(found).as("events").isEqualTo(expected);
        });
    }

    private static List<String> eventsExpected(ModelBooking booking) {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < booking.version(); n++) {
            ModelBooking.Version version = booking.versions().get(n);
            String type = n == 0 ? "created" : version.state() == State.CANCELLED ? "cancelled" : "updated";
            lines.add("booking." + type + " v" + (n + 1) + " of " + booking.patient() + " by " + version.actor()
                    + " from " + version.source() + ": " + ModelBooking.line(inEvents(version))
                    + (version.state() == State.HELD ? " held by " + booking.holder() : "")
                    + (n == 0 ? Map.of() : sorted(booking.changes(n))));
        }
        return lines;
    }

    /** The contract's reasons are those of visits: what ended as a hold is the patient's request there. */
    private static ModelBooking.Version inEvents(ModelBooking.Version version) {
        return version.reason() == null || !version.reason().startsWith("hold-")
                ? version
                : new ModelBooking.Version(
                        version.act(),
                        version.actor(),
                        version.source(),
                        version.state(),
                        version.place(),
                        "patient-request");
    }

    private static String line(BookingEvent event) {
        BookingSnapshot booking = event.booking();
        return event.type() + " v" + booking.version() + " of " + booking.patientId() + " by " + event.actor()
                + " from " + event.origin() + ": "
                + "%s %s %s..%s %s room %s with %s, %s"
                        .formatted(
                                booking.status(),
                                booking.visitTypeId(),
                                booking.start(),
                                booking.end(),
                                booking.practitionerId(),
                                booking.roomId(),
                                booking.equipmentIds(),
                                booking.cancellation() == null
                                        ? null
                                        : booking.cancellation()
                                                .reason()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'))
                + (booking.hold() == null ? "" : " held by " + booking.hold().by())
                + event.changes().stream()
                        .filter(Said::isOfTheModel)
                        .collect(Collectors.toMap(
                                Said::name, Said::values, (one, other) -> one + " and " + other, TreeMap::new));
    }

    /** The model's clinic has one location, one modality, and names no sessions. */
    private static boolean isOfTheModel(Change change) {
        boolean known = change.before() == null
                && List.of("zone", "locationId", "modality").contains(change.field());
        return !known && !change.field().equals("sessionId");
    }

    private static String name(Change change) {
        return change.field().equals("equipmentIds")
                ? "equipmentIds " + (change.before() == null ? change.after() : change.before())
                : change.field();
    }

    private static String values(Change change) {
        return change.before() + " -> " + change.after();
    }

    private static Map<String, String> sorted(Map<String, String> changes) {
        return new TreeMap<>(changes);
    }
}
