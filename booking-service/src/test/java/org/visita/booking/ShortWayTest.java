package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.SampleClinic.slot;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** Most bookings are written in one statement. What it leaves behind is what the ordinary way leaves. */
@BookingTest
class ShortWayTest {

    /** All that is the booking's own: who it is, when it takes place, when it was made. */
    private static final List<String> ITS_OWN = List.of(
            "id",
            "booking_id",
            "key",
            "request_hash",
            "body",
            "headers",
            "start_at",
            "end_at",
            "occupied_from",
            "occupied_to",
            "during",
            "created_at",
            "updated_at",
            "at",
            "changes");

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void both_ways_leave_the_same(int rooms) throws SQLException {
        SampleClinic clinic = SampleClinic.with(1, rooms, 1);
        String fresh = UUID.randomUUID().toString();
        String used = UUID.randomUUID().toString();
        Response atOnce = post(clinic, fresh, slot(3, 0));
        // An answer of the day before yesterday: the one statement leaves it alone, so the ordinary way is gone.
        leaveOldAnswer(atOnce.path("id"), fresh, used);
        Response ordinary = post(clinic, used, slot(3, 1));

        assertThat(writtenInOneStatement(atOnce.path("id"))).isTrue();
        assertThat(writtenInOneStatement(ordinary.path("id"))).isFalse();
        for (String query : List.of(
                "select * from booking where id = ?::uuid",
                "select * from occupancy where booking_id = ?::uuid order by resource_id",
                "select * from booking_history where booking_id = ?::uuid")) {
            assertThat(rows(query, atOnce.path("id"))).isNotEmpty().isEqualTo(rows(query, ordinary.path("id")));
        }
        String answers = "select * from idempotency_key where key = ?";
        assertThat(rows(answers, fresh)).hasSize(1).isEqualTo(rows(answers, used));
        assertThat(atOnce.headers().asList())
                .extracting(header -> header.getName().toLowerCase())
                .containsExactlyInAnyOrderElementsOf(ordinary.headers().asList().stream()
                        .map(header -> header.getName().toLowerCase())
                        .toList());
        assertThat(atOnce.contentType()).isEqualTo(ordinary.contentType());
        assertThat(fields(atOnce)).isEqualTo(fields(ordinary));
        assertThat(event(atOnce))
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(
                        "eventId|occurredAt|booking\\.(id|start|end|occupied.*|createdAt|updatedAt)")
                .isEqualTo(event(ordinary));
    }

    @Test
    void the_first_answer_comes_again_and_another_request_under_its_key_is_refused() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String key = UUID.randomUUID().toString();
        Response first = post(clinic, key, slot(3, 0));
        Response again = post(clinic, key, slot(3, 0));
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        Response other = post(clinic, key, slot(3, 1));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.<String>path("code")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_booking_that_is_refused_leaves_nothing_and_its_key_is_free() {
        SampleClinic clinic = SampleClinic.with(1, 0, 2);
        post(clinic, UUID.randomUUID().toString(), slot(3, 0));
        String key = UUID.randomUUID().toString();
        Map<String, Object> second = clinic.visit(1, slot(3, 0));
        assertThat(post(second, key).<String>path("code")).isEqualTo("slot-taken");
        assertThat(rowsOf("select * from idempotency_key where key = ?", key)).isEmpty();
        second.put("start", slot(3, 2).toString());
        assertThat(post(second, key).statusCode()).isEqualTo(201);
    }

    @Test
    void a_patient_that_is_not_known_is_refused_by_name() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        Map<String, Object> visit = clinic.visit(0, slot(3, 0));
        visit.put("patientId", UUID.randomUUID().toString());
        Response refused = post(visit, UUID.randomUUID().toString());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("errors[0].pointer")).isEqualTo("/patientId");
    }

    private static Response post(SampleClinic clinic, String key, OffsetDateTime start) {
        Response response = post(clinic.visit(0, start, 0), key);
        return response;
    }

    private static Response post(Map<String, Object> visit, String key) {
        return clinic().header("Idempotency-Key", key).body(visit).post("/v1/bookings");
    }

    private static Map<String, Object> fields(Response response) {
        Map<String, Object> fields = new HashMap<>(response.jsonPath().getMap("$"));
        Stream.of("id", "start", "end", "createdAt", "updatedAt").forEach(fields::remove);
        return fields;
    }

    private static BookingEvent event(Response booked) {
        String id = booked.path("id");
        await().untilAsserted(() ->
                assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS, id)).hasSize(1));
        return EventJson.read(
                TopicReader.withKey(Topics.BOOKING_EVENTS, id).getFirst().value(), BookingEvent.class);
    }

    /** PostgreSQL numbers the statements of a transaction, and notes the number in each row that they write. */
    private static boolean writtenInOneStatement(String id) {
        return Rows.count(
                        "booking b join booking_history h on h.booking_id = b.id and h.xmin = b.xmin and h.cmin = b.cmin"
                                + " where b.id = ?",
                        id)
                == 1;
    }

    private static void leaveOldAnswer(String booking, String of, String under) throws SQLException {
        try (Connection connection = database().getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into idempotency_key
                        select clinic, client, ?, request_hash, status, headers, body, now() - interval '2 days'
                        from idempotency_key where key = ?""")) {
            insert.setString(1, under);
            insert.setString(2, of);
            assertThat(insert.executeUpdate()).as(booking).isEqualTo(1);
        }
    }

    private static List<Map<String, Object>> rowsOf(String query, String id) {
        try {
            return rows(query, id);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<Map<String, Object>> rows(String query, String id) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection connection = database().getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, id);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Map<String, Object> row = new HashMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        String column = result.getMetaData().getColumnName(i);
                        Object value = result.getObject(i);
                        row.put(column, ITS_OWN.contains(column) ? value != null : String.valueOf(value));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static AgroalDataSource database() {
        return Arc.container().instance(AgroalDataSource.class).get();
    }
}
