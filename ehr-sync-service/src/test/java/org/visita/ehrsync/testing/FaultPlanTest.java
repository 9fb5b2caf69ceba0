package org.visita.ehrsync.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    @Test
    void a_storm_strikes_each_version_of_each_booking_so_often() {
        FaultPlan storm =
                FaultPlan.together(Fault.answering(409).onWrites("Appointment").timesEach(2));

        List<Integer> statuses = Stream.of(
                        write("a", 1), write("b", 1), write("a", 1), write("a", 1), write("b", 1), write("a", 2))
                .map(request -> status(storm, request))
                .toList();

        assertThat(statuses).containsExactly(409, 409, 409, 0, 409, 409);
        assertThat(status(storm, search("a"))).isZero();
    }

    @Test
    void steps_follow_each_other() {
        FaultPlan plan = FaultPlan.inOrder(
                Fault.doing(Fault.Kind.NOTHING).times(2),
                Fault.answering(401).times(2),
                Fault.answering(503).lasting(Duration.ZERO),
                Fault.answering(403).about("anna"));

        List<Integer> statuses = Stream.of("anna", "ben", "anna", "ben", "ben", "anna", "anna")
                .map(booking -> status(plan, search(booking)))
                .toList();

        assertThat(statuses).containsExactly(0, 0, 401, 401, 0, 403, 403);
    }

    @Test
    void a_pause_is_asked_for_in_both_ways() {
        assertThat(retryAfter(Fault.askingToWait(429, Duration.ofSeconds(7)))).isEqualTo("7");
        ZonedDateTime until = ZonedDateTime.parse(
                retryAfter(Fault.askingToWaitUntil(503, Duration.ofSeconds(7))), DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(Duration.between(Instant.now(), until.toInstant()))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
    }

    @Test
    void the_same_seed_strikes_the_same_requests_however_they_interleave() {
        List<EhrRequest> requests = IntStream.range(0, 200)
                .boxed()
                .flatMap(i -> Stream.of(search("b" + i % 20), write("b" + i % 20, i / 20)))
                .toList();
        List<EhrRequest> shuffled = new java.util.ArrayList<>(requests.subList(40, 400));
        Collections.shuffle(shuffled, new Random(1));

        FaultPlan plan = FaultPlan.random(7, 0.3);
        List<String> struck = struck(plan, requests);
        FaultPlan other = FaultPlan.random(7, 0.3);
        List<String> struckShuffled = struck(other, requests.subList(0, 40));
        struckShuffled.addAll(struck(other, shuffled));

        assertThat(struck).hasSizeBetween(60, 140);
        assertThat(struckShuffled).containsExactlyInAnyOrderElementsOf(struck);
        assertThat(struck(FaultPlan.random(8, 0.3), requests)).isNotEqualTo(struck);
    }

    @Test
    void chance_spares_those_who_had_enough() {
        FaultPlan plan = FaultPlan.random(1, 1).among(Fault.answering(500)).atMostEach(3);

        assertThat(struck(plan, Collections.nCopies(50, search("a")))).hasSize(3);
        assertThat(struck(plan, Collections.nCopies(50, write("a", 2)))).isEmpty();
        assertThat(struck(plan, Collections.nCopies(50, search("b")))).hasSize(3);
    }

    private static List<String> struck(FaultPlan plan, List<EhrRequest> requests) {
        List<String> struck = new java.util.ArrayList<>();
        for (EhrRequest request : requests) {
            plan.next(request)
                    .ifPresent(deed -> struck.add(request.method() + request.subject() + deed.kind() + deed.status()));
        }
        return struck;
    }

    private static int status(FaultPlan plan, EhrRequest request) {
        return plan.next(request).map(Misdeed::status).orElse(0);
    }

    private static String retryAfter(Fault fault) {
        return fault.deed().answer().headers().get("Retry-After");
    }

    private static EhrRequest search(String booking) {
        String query = "identifier=" + Samples.BOOKING_SYSTEM + "%7C" + booking;
        return new EhrRequest("GET", "Appointment", null, query, "", MissingNode.getInstance(), null, null, null);
    }

    private static EhrRequest write(String booking, int version) {
        String body = FakeEhrTest.appointment(version).replace("b-1", booking);
        return new EhrRequest("PUT", "Appointment", "1", "", body, FakeEhr.parse(body), "W/\"1\"", null, null);
    }
}
