package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.visita.booking.Requests.book;
import static org.visita.booking.Requests.clinic;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.contracts.booking.BookingEvent;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

@BookingTest
class BookingRaceTest {

    @Test
    void a_hundred_want_one_slot_and_one_gets_it() throws Exception {
        SampleClinic clinic = SampleClinic.with(1, 1, 100);
        warmUp(clinic);
        List<Response> answers = AtOnce.send(IntStream.range(0, 100)
                .<Callable<Response>>mapToObj(patient -> () -> book(clinic.visit(patient, slot(5, 3))))
                .toList());

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .hasSize(99)
                .allSatisfy(refused -> {
                    assertThat(refused.jsonPath().getString("code")).isEqualTo("slot-taken");
                    assertThat(refused.jsonPath().getList("alternatives")).hasSize(3);
                });
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(created(clinic)).hasSize(2));
    }

    @Test
    void overlapping_moves_of_many_bookings_never_meet() throws Exception {
        SampleClinic clinic = SampleClinic.with(1, 1, 6);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            ids.add(book(clinic.visit(n, slot(5, n))).path("id"));
        }
        List<Response> answers = AtOnce.send(ids.stream()
                .<Callable<Response>>map(id ->
                        () -> Requests.reschedule(id, Map.of("start", slot(6, 2).toString())))
                .toList());
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(5);
        long onDaySix = ids.stream()
                .map(id -> clinic().get("/v1/bookings/" + id).jsonPath().getString("start"))
                .filter(start -> java.time.OffsetDateTime.parse(start).isEqual(slot(6, 2)))
                .count();
        assertThat(onDaySix).isEqualTo(1);
    }

    @Test
    void two_rooms_serve_two_practitioners_at_once_and_no_third() throws Exception {
        SampleClinic clinic = SampleClinic.with(3, 2, 3);
        warmUp(clinic);
        List<Response> answers = AtOnce.send(IntStream.range(0, 3)
                .<Callable<Response>>mapToObj(n -> () -> book(clinic.visit(n, slot(5, 3), n)))
                .toList());
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(2);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(1);
    }

    @Test
    void everybody_who_does_not_mind_with_whom_finds_somebody() throws Exception {
        SampleClinic clinic = SampleClinic.with(12, 12, 12);
        warmUp(clinic);
        List<Response> answers = AtOnce.send(IntStream.range(0, 12)
                .<Callable<Response>>mapToObj(n -> () -> book(clinic.visit(n, slot(5, 3))))
                .toList());
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getString("practitionerId"))
                .doesNotHaveDuplicates();
    }

    @Test
    void one_key_sent_twenty_times_at_once_books_once() throws Exception {
        SampleClinic clinic = SampleClinic.with(1, 0, 1);
        warmUp(clinic);
        String key = UUID.randomUUID().toString();
        List<Response> answers = AtOnce.send(IntStream.range(0, 20)
                .<Callable<Response>>mapToObj(n -> () -> clinic().header("Idempotency-Key", key)
                        .body(clinic.visit(0, slot(5, 3)))
                        .post("/v1/bookings"))
                .toList());
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 201)
                .isNotEmpty()
                .extracting(answer -> answer.jsonPath().getString("id"))
                .containsOnly(answers.stream()
                        .filter(answer -> answer.statusCode() == 201)
                        .findFirst()
                        .orElseThrow()
                        .jsonPath()
                        .getString("id"));
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 201).allSatisfy(answer -> assertThat(
                        answer.jsonPath().getString("code"))
                .isEqualTo("request-in-progress"));
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(created(clinic)).hasSize(2));
    }

    /** Waits until all of the clinic has arrived, by a booking of its own. */
    private static void warmUp(SampleClinic clinic) {
        await().until(() -> book(clinic.visit(0, slot(2, 0))).statusCode() == 201);
    }

    private static List<BookingEvent> created(SampleClinic clinic) {
        return TopicReader.read(Topics.BOOKING_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), BookingEvent.class))
                .filter(event -> event.booking().visitTypeId().equals(clinic.visitType()))
                .toList();
    }
}
