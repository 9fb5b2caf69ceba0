package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.local.stack.LocalStack;

/** What one service lists, the other books, and it books nothing else: one engine on two copies of the catalog. */
class ParityJourney {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int DAYS = 6;
    private static final Duration STEP = Duration.ofMinutes(5);

    private final LocalStack stack = TestStack.get();
    private final CornerClinic clinic = CornerClinic.open(stack);
    private final LocalDate firstDay = LocalDate.now(CornerClinic.ZONE).plusDays(2);

    @AfterEach
    void everything_is_in_step() {
        new EhrSide(stack).isInStep(Duration.ofSeconds(60));
    }

    @Test
    void everything_that_is_listed_can_be_booked_and_nothing_else() {
        clinic.gets_odd_days(firstDay);
        List<JsonNode> listed = clinic.slots(firstDay, DAYS);
        assertThat(listed).as("slots of two practitioners over some days").hasSizeGreaterThan(40);
        Set<String> before = refusalsOfUnlisted(listed);
        assertThat(before).containsExactlyInAnyOrder("off-grid", "outside-availability");

        List<String> refused = new ArrayList<>();
        for (JsonNode slot : listed) {
            clinic.refusalOf(slot)
                    .ifPresent(code -> refused.add(slot.path("start").asText() + " " + code));
        }
        assertThat(refused).as("listed, but not bookable").isEmpty();

        await().atMost(SOON).untilAsserted(() -> assertThat(clinic.slots(firstDay, DAYS))
                .as("everything is booked")
                .isEmpty());
        assertThat(refusalsOfUnlisted(List.of()))
                .containsExactlyInAnyOrder("off-grid", "outside-availability", "slot-taken");
    }

    @Test
    void a_limit_closes_the_day_in_the_list_and_at_the_desk_alike() {
        List<Instant> before = limitedStarts();
        for (Instant start : before.subList(0, CornerClinic.PER_DAY)) {
            assertThat(clinic.refusalOfLimited(start)).as("listed, so bookable").isEmpty();
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(limitedStarts()).as("the day is closed").isEmpty());
        assertThat(clinic.refusalOfLimited(before.getLast())).contains("limit-reached");
    }

    private List<Instant> limitedStarts() {
        return clinic.limitedSlots(firstDay).stream()
                .filter(slot -> slot.path("practitionerId").asText().equals(clinic.dayDoctor()))
                .map(ParityJourney::start)
                .toList();
    }

    /** Tries what is not listed, on two days; none may be taken. */
    private Set<String> refusalsOfUnlisted(List<JsonNode> listed) {
        Set<Instant> free = listed.stream()
                .filter(slot -> slot.path("practitionerId").asText().equals(clinic.dayDoctor()))
                .map(ParityJourney::start)
                .collect(Collectors.toSet());
        Set<String> codes = new TreeSet<>();
        Instant start = firstDay.atStartOfDay(CornerClinic.ZONE).toInstant();
        Instant end = firstDay.plusDays(2).atStartOfDay(CornerClinic.ZONE).toInstant();
        for (Instant at = start; at.isBefore(end); at = at.plus(STEP)) {
            if (!free.contains(at)) {
                Optional<String> refused = clinic.refusalByDayDoctor(at);
                assertThat(refused).as("booked although not listed: %s", at).isPresent();
                codes.add(refused.orElseThrow());
            }
        }
        return codes;
    }

    private static Instant start(JsonNode slot) {
        return OffsetDateTime.parse(slot.path("start").asText()).toInstant();
    }
}
