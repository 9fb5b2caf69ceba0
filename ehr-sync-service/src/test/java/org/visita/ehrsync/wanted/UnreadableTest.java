package org.visita.ehrsync.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.topics.EventJson;

class UnreadableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BookingSnapshot booking = Samples.booking("a-clinic");

    static Stream<Arguments> bytes() {
        return Stream.of(
                arguments(new byte[0], "empty"),
                arguments(new byte[] {(byte) 0xff, 0, 1, '{'}, "not-utf8"),
                arguments(bytes("{\"booking\":"), "not-json"),
                arguments(bytes("Jane Doe, born 1980"), "not-json"),
                arguments(bytes("[".repeat(100_000)), "not-json"),
                arguments(bytes("[1,2]"), "not-an-event"),
                arguments(bytes("{\"name\":\"Jane Doe\"}"), "not-an-event"),
                arguments(bytes("{\"booking\":{}}"), "missing-field:booking.id"));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void says_where_reading_failed(byte[] bytes, String problem) {
        assertThat(Unreadable.of(bytes)).isEqualTo(new Unreadable(problem, Map.of()));
        assertThat(ReadBookingEvent.from(bytes)).isEmpty();
    }

    @Test
    void names_the_field_that_is_missing_and_what_could_be_read() throws IOException {
        ObjectNode event = event();
        ((ObjectNode) event.path("booking")).remove("patientId");

        Unreadable unreadable = Unreadable.of(JSON.writeValueAsBytes(event));

        assertThat(unreadable.problem()).isEqualTo("missing-field:booking.patientId");
        assertThat(unreadable.clinic()).isEqualTo("a-clinic");
        assertThat(unreadable.decoded())
                .containsEntry("bookingId", booking.id())
                .containsEntry("version", 1)
                .containsEntry("status", "BOOKED")
                .containsEntry("type", "booking.created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3,\"status\":\"BOO", "3,\"origin\":\"api\" \"status\":\"BOOKED\"}}"})
    void keeps_what_stands_before_the_place_where_it_breaks(String end) {
        String start = """
                {"eventId":"e-1","type":"booking.created","changes":[{"id":"no"}],"booking":{"id":"b-1","clinic":"a","version":1""";

        Unreadable unreadable = Unreadable.of(bytes(start + end));

        assertThat(unreadable.problem()).isEqualTo("not-json");
        assertThat(unreadable.clinic()).isEqualTo("a");
        assertThat(unreadable.decoded())
                .containsEntry("eventId", "e-1")
                .containsEntry("type", "booking.created")
                .containsEntry("bookingId", "b-1")
                .doesNotContainKey("status");
        // A number that is cut off is another number.
        assertThat(unreadable.decoded().get("version")).isEqualTo(end.length() < 2 ? null : 13);
    }

    @Test
    void shows_nothing_that_does_not_look_like_an_id_or_a_code() throws IOException {
        ObjectNode event = event();
        event.put("eventId", "Jane Doe").put("type", "Jane Doe");
        ((ObjectNode) event.path("booking"))
                .put("id", "Jane Doe")
                .put("clinic", "a b")
                .put("status", "JANE")
                .put("version", "one");

        Unreadable unreadable = Unreadable.of(JSON.writeValueAsBytes(event));

        assertThat(unreadable).isEqualTo(new Unreadable("bad-field:booking.id", Map.of()));
        assertThat(unreadable.clinic()).isNull();
    }

    @Test
    void what_has_all_its_fields_and_is_no_event_all_the_same_does_not_follow_the_schema() throws IOException {
        ObjectNode event = event();
        ((ObjectNode) event.path("booking")).put("start", "tomorrow");

        assertThat(Unreadable.of(JSON.writeValueAsBytes(event)).problem()).isEqualTo("schema");
    }

    private ObjectNode event() throws IOException {
        return (ObjectNode) JSON.readTree(EventJson.write(Samples.event(booking)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
