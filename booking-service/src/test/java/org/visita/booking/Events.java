package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** What has been said of bookings on their topic. */
public final class Events {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Events() {}

    /** Waits until all is said, and holds it against the rows: for each booking the versions from 1 on, once each. */
    static void requireOneForEachVersion(List<String> practitioners) {
        Map<String, List<Integer>> expected = new TreeMap<>();
        Rows.texts(
                        "select id || ' ' || version from booking where practitioner_id = any(cast(? as uuid[]))",
                        practitioners)
                .forEach(row -> expected.put(
                        row.substring(0, 36),
                        IntStream.rangeClosed(1, Integer.parseInt(row.substring(37)))
                                .boxed()
                                .toList()));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, List<Integer>> versions = new HashMap<>();
            ofBookings(practitioners)
                    .forEach((id, events) -> versions.put(
                            id,
                            events.stream()
                                    .map(event -> event.booking().version())
                                    .toList()));
            assertThat(versions).isEqualTo(expected);
        });
    }

    /** By booking, in the order of the topic; all that were ever said to be with one of these practitioners. */
    public static Map<String, List<BookingEvent>> ofBookings(List<String> practitioners) {
        Map<String, List<BookingEvent>> found = new TreeMap<>();
        TopicReader.read(Topics.BOOKING_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), BookingEvent.class))
                .filter(event -> practitioners.contains(event.booking().practitionerId()))
                .forEach(event -> found.computeIfAbsent(event.booking().id(), id -> new ArrayList<>())
                        .add(event));
        return found;
    }
}
