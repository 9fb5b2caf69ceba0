package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.visita.booking.Requests.book;
import static org.visita.booking.SampleClinic.slot;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.Topics;
import org.visita.kit.testing.TopicReader;

/** The outbox of a running service, on a real broker. */
@BookingTest
class OutboxTest {

    @Inject
    AgroalDataSource database;

    @Test
    void a_published_record_leaves_the_outbox() {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        await().untilAsserted(() ->
                assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS, id)).hasSize(1));
        await().untilAsserted(
                        () -> assertThat(count("aggregateid = '" + id + "'")).isZero());
    }

    @Test
    void a_record_that_can_never_be_published_is_set_aside_and_holds_up_nothing() throws SQLException {
        UUID poison = UUID.randomUUID();
        insert(poison, "booking.events", "no.such.type");
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        String id = book(clinic.visit(0, slot(3, 0))).path("id");
        await().untilAsserted(() ->
                assertThat(TopicReader.withKey(Topics.BOOKING_EVENTS, id)).hasSize(1));
        assertThat(count("id = '" + poison + "' and refused_at is not null")).isEqualTo(1);
    }

    @Test
    void what_was_left_by_a_process_that_died_is_published_under_the_same_id() throws SQLException {
        UUID left = UUID.randomUUID();
        insert(left, Topics.EHR_APPOINTMENTS, "ehr.appointment");
        await().untilAsserted(() -> assertThat(TopicReader.withKey(Topics.EHR_APPOINTMENTS, left.toString()))
                .extracting(record -> TopicReader.header(record, CloudEventHeaders.ID))
                .containsExactly(left.toString()));
    }

    private void insert(UUID id, String topic, String type) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into outbox (id, aggregatetype, aggregateid, type, payload, created_at)
                    values ('%1$s', '%2$s', '%1$s', '%3$s', '{}'::bytea, now())""".formatted(id, topic, type));
        }
    }

    private long count(String condition) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from outbox where " + condition)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
