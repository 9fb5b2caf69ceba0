package org.visita.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.visita.availability.Requests.clinic;

import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visita.contracts.Actor;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.testing.Tokens;
import org.visita.kit.topics.EventJson;

@AvailabilityTest
class SlotTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Two days ahead: far enough from now, whatever the hour. */
    private final LocalDate day = LocalDate.now(BERLIN).plusDays(2);

    @Test
    void lists_the_slots_of_a_day_in_the_zone_of_the_location() {
        SampleClinic clinic = SampleClinic.open();
        Response found = search(clinic);
        found.then().statusCode(200).body("slots[0].zone", equalTo("Europe/Berlin"));
        assertThat(starts(found)).containsExactly(at("08:00"), at("08:30"), at("09:00"), at("09:30"));
        assertThat(found.jsonPath().getString("slots[0].roomId")).isEqualTo(clinic.room());
        assertThat(found.jsonPath().getString("slots[0].start"))
                .endsWith(day.atStartOfDay(BERLIN).getOffset().getId());
    }

    @Test
    void a_booking_takes_its_slot_and_its_cancellation_gives_it_back() {
        SampleClinic clinic = SampleClinic.open();
        BookingSnapshot booked = booking(clinic, 1, BookingStatus.BOOKED);
        send(booked);
        await().untilAsserted(() ->
                assertThat(starts(search(clinic))).containsExactly(at("08:00"), at("08:30"), at("09:30")));

        send(version(booked, 2, BookingStatus.CANCELLED));
        await().untilAsserted(() -> assertThat(starts(search(clinic))).hasSize(4));

        send(booked);
        send(booked);
        sendBytes(booked.id(), "not an event".getBytes());
        sendBytes(booked.id(), "{}".getBytes());
        // Under the same key, so behind all of these on the same partition.
        SampleClinic marker = SampleClinic.open();
        sendBytes(booked.id(), EventJson.write(event(booking(marker, 1, BookingStatus.BOOKED))));
        await().untilAsserted(() -> assertThat(starts(search(marker))).hasSize(3));
        assertThat(starts(search(clinic)))
                .as("an old event that comes again changes nothing")
                .hasSize(4);
    }

    @Test
    void an_empty_range_names_the_next_slot() {
        SampleClinic clinic = SampleClinic.open();
        Response found = clinic().queryParam("visitType", clinic.visitType())
                .queryParam(
                        "from",
                        day.atTime(11, 0).atZone(BERLIN).toOffsetDateTime().toString())
                .queryParam(
                        "to",
                        day.atTime(12, 0).atZone(BERLIN).toOffsetDateTime().toString())
                .get("/v1/slots");
        assertThat(starts(found)).isEmpty();
        assertThat(OffsetDateTime.parse(found.path("nextAvailable")).toInstant())
                .isEqualTo(day.plusDays(1).atTime(8, 0).atZone(BERLIN).toInstant());
    }

    @Test
    void says_that_the_answer_is_complete() {
        SampleClinic clinic = SampleClinic.open();
        await().untilAsserted(() -> search(clinic).then().statusCode(200).body("complete", equalTo(true)));
    }

    @Test
    void another_clinic_does_not_see_these_visit_types() {
        SampleClinic clinic = SampleClinic.open();
        clinic().auth()
                .oauth2(Tokens.in(Tokens.OTHER_CLINIC, "slots:read"))
                .queryParam("visitType", clinic.visitType())
                .queryParam("from", "2026-12-01T00:00:00Z")
                .queryParam("to", "2026-12-02T00:00:00Z")
                .get("/v1/slots")
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"));
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z, ?to",
        "from=2026-12-01T00:00:00Z&to=2027-03-01T00:00:00Z, ?to",
        "from=2026-12-01&to=2026-12-02T00:00:00Z, ?from",
        "from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z&zone=Mars/Olympus, ?zone",
        "from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z&limit=0, ?limit",
        "from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z&colour=red, ?colour",
        "from=2026-12-01T00:00:00Z&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z, ?from",
        "to=2026-12-02T00:00:00Z, ?from"
    })
    void a_bad_search_is_refused_with_its_place(String query, String pointer) {
        SampleClinic clinic = SampleClinic.open();
        clinic().get("/v1/slots?visitType=" + clinic.visitType() + "&" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("traceId", notNullValue())
                .body("errors.pointer", hasItem(pointer));
    }

    private Response search(SampleClinic clinic) {
        return clinic().queryParam("visitType", clinic.visitType())
                .queryParam("from", day.atStartOfDay(BERLIN).toOffsetDateTime().toString())
                .queryParam(
                        "to",
                        day.plusDays(1).atStartOfDay(BERLIN).toOffsetDateTime().toString())
                .get("/v1/slots");
    }

    private static List<Instant> starts(Response found) {
        return found.jsonPath().getList("slots.start", String.class).stream()
                .map(start -> OffsetDateTime.parse(start).toInstant())
                .toList();
    }

    private Instant at(String time) {
        return ZonedDateTime.of(day, java.time.LocalTime.parse(time), BERLIN).toInstant();
    }

    private BookingSnapshot booking(SampleClinic clinic, int version, BookingStatus status) {
        Instant start = at("09:00");
        Instant end = at("09:30");
        return new BookingSnapshot(
                UUID.randomUUID().toString(),
                Tokens.CLINIC,
                version,
                status,
                UUID.randomUUID().toString(),
                clinic.visitType(),
                clinic.practitioner(),
                clinic.location(),
                clinic.room(),
                start,
                end,
                BERLIN.getId(),
                start,
                end,
                start,
                start,
                null);
    }

    private static BookingSnapshot version(BookingSnapshot of, int version, BookingStatus status) {
        return new BookingSnapshot(
                of.id(),
                of.clinic(),
                version,
                status,
                of.patientId(),
                of.visitTypeId(),
                of.practitionerId(),
                of.locationId(),
                of.roomId(),
                of.start(),
                of.end(),
                of.zone(),
                of.occupiedFrom(),
                of.occupiedTo(),
                of.createdAt(),
                of.updatedAt(),
                null);
    }

    private static void send(BookingSnapshot booking) {
        sendBytes(booking.id(), EventJson.write(event(booking)));
    }

    private static BookingEvent event(BookingSnapshot booking) {
        return new BookingEvent(
                UUID.randomUUID().toString(),
                booking.version() == 1 ? "booking.created" : "booking.updated",
                booking.updatedAt(),
                booking,
                List.of(),
                new Actor(Actor.Kind.KEY, "testkey00001"),
                "api");
    }

    private static void sendBytes(String key, byte[] value) {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                java.util.Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.BOOKING_EVENTS, key, value));
        }
    }
}
