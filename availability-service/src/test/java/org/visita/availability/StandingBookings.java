package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.visita.kit.testing.SqlStatements.prepare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.contracts.Actor;
import org.visita.contracts.Modality;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.booking.Hold;
import org.visita.kit.topics.EventJson;

/** Bookings of a {@link WholeCatalog}, as booking-service would tell of them. */
final class StandingBookings {

    private StandingBookings() {}

    static BookingSnapshot at(WholeCatalog catalog, Instant start, BookingStatus status) {
        return at(catalog, start, status, null);
    }

    /** Held for ten minutes. */
    static BookingSnapshot heldAt(WholeCatalog catalog, Instant start) {
        Hold hold = new Hold(
                new Actor(Actor.Kind.KEY, "testkey00001"), Instant.now().plusSeconds(600));
        return at(catalog, start, BookingStatus.HELD, hold);
    }

    private static BookingSnapshot at(WholeCatalog catalog, Instant start, BookingStatus status, Hold hold) {
        Instant end = start.plus(Duration.ofMinutes(30));
        return new BookingSnapshot(
                UUID.randomUUID().toString(),
                catalog.desk().clinic(),
                1,
                status,
                UUID.randomUUID().toString(),
                catalog.id("/v1/visit-types"),
                catalog.id("/v1/practitioners"),
                catalog.id("/v1/locations"),
                catalog.id("/v1/rooms"),
                start,
                end,
                "Europe/Berlin",
                start,
                end,
                start,
                start,
                null,
                List.of(catalog.id("/v1/equipment")),
                Modality.IN_PERSON,
                null,
                hold);
    }

    /** Sends them, and waits until they have arrived and the service knows that it has all. */
    static void send(List<BookingSnapshot> bookings) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", config("kafka.bootstrap.servers")),
                new StringSerializer(),
                new ByteArraySerializer())) {
            bookings.forEach(booking -> producer.send(
                    new ProducerRecord<>(Topics.BOOKING_EVENTS, booking.id(), EventJson.write(event(booking)))));
        }
        String clinic = bookings.getFirst().clinic();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(query("select count(*) from taken_time where clinic = ?", clinic))
                        .isEqualTo(bookings.size()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> new Desk(clinic).get("/v1/affected-bookings").path("complete"));
    }

    /** As many live bookings as a large clinic has, straight into the read copy: one every five minutes from then on. */
    static void fill(WholeCatalog catalog, Instant from, int count) {
        execute(
                """
                insert into taken_time (clinic, booking_id, version, live, counts, practitioner_id, room_id,
                    equipment_ids, visit_type_id, location_id, modality, start_at, end_at, visit_start, visit_end,
                    local_date)
                select ?, gen_random_uuid(), 1, true, true, ?::uuid, ?::uuid, array[?::uuid], ?::uuid, ?::uuid, 'IN_PERSON',
                    at, at + interval '5 min', at, at + interval '5 min', at::date
                from generate_series(0, ? - 1) each, lateral (select ?::timestamptz + each * interval '5 min' as at)""",
                catalog.desk().clinic(),
                catalog.id("/v1/practitioners"),
                catalog.id("/v1/rooms"),
                catalog.id("/v1/equipment"),
                catalog.id("/v1/visit-types"),
                catalog.id("/v1/locations"),
                count,
                from.toString());
    }

    static void execute(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    static long query(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                config("quarkus.datasource.jdbc.url"),
                config("quarkus.datasource.username"),
                config("quarkus.datasource.password"));
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static BookingEvent event(BookingSnapshot booking) {
        return new BookingEvent(
                UUID.randomUUID().toString(),
                "booking.created",
                booking.updatedAt(),
                booking,
                List.of(),
                new Actor(Actor.Kind.KEY, "testkey00001"),
                "api");
    }
}
