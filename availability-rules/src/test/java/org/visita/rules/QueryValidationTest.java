package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What questions, and the records of what is taken, refuse. */
class QueryValidationTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void queries_go_forwards_within_62_days() {
        refuses("must be before to", () -> query(NOON, NOON, 1));
        refuses("must be before to", () -> query(NOON, NOON.minusSeconds(1), 1));
        refuses(
                "at most 62 days",
                () -> query(NOON, NOON.plus(Duration.ofDays(62)).plusNanos(1), 1));
        refuses("at most 62 days apart", () -> query(Instant.MIN, Instant.MAX, 1));
        refuses("limit must be from 1", () -> query(NOON, NOON.plusSeconds(1), 0));
        refuses("limit must be from 1", () -> query(NOON, NOON.plusSeconds(1), SlotQuery.MAX_LIMIT + 1));
        assertThatNoException().isThrownBy(() -> query(NOON, NOON.plus(Duration.ofDays(62)), SlotQuery.MAX_LIMIT));
    }

    @Test
    void busy_time_and_time_off_take_time() {
        refuses("must be before its end", () -> new Busy("ada", NOON, NOON));
        refuses("must be before its end", () -> new Busy("ada", NOON, NOON.minusSeconds(1)));
        refuses("must be before its end", () -> new TimeOff("t", "ada", NOON, NOON));
    }

    @Test
    void sessions_have_somebody_in_them() {
        refuses("at least one seat taken", () -> session(Modality.IN_PERSON, 0));
        refuses("modality is missing", () -> session(null, 1));
        assertThatNoException().isThrownBy(() -> session(Modality.TELEHEALTH, 1));
    }

    @Test
    void counts_are_not_negative() {
        LocalDate day = LocalDate.parse("2026-06-01");

        refuses("visits must not be negative", () -> new VisitCount("ada", "checkup", day, -1));
        refuses("date is missing", () -> new VisitCount("ada", "checkup", null, 1));
        assertThatNoException().isThrownBy(() -> new VisitCount("ada", "checkup", day, 0));
    }

    @Test
    void ids_are_not_blank() {
        refuses("location id must not be blank", () -> new Location(" ", ZoneOffset.UTC, List.of()));
        refuses("zone is missing", () -> new Location("north", null, List.of()));
        refuses("room id must not be blank", () -> new Room(null, "north"));
        refuses("equipment's type must not be blank", () -> new Equipment("l1", "north", ""));
        refuses("practitioner id must not be blank", () -> new Practitioner("", Set.of(), Set.of()));
        refuses("languages is missing", () -> new Practitioner("ada", Set.of(), null));
        refuses("resourceId must not be blank", () -> new Busy("", NOON, NOON.plusSeconds(1)));
        refuses(
                "patientId must not be blank",
                () -> new VisitRequest("checkup", NOON, null, null, null, null, "", NOON));
        refuses(
                "practitionerId must not be blank",
                () -> new BookedVisit("checkup", "", "north", null, null, List.of(), NOON, NOON.plusSeconds(1)));
    }

    private static void refuses(String message, ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining(message);
    }

    private static SlotQuery query(Instant from, Instant to, int limit) {
        return new SlotQuery("checkup", from, to, SlotFilter.ANY, null, null, NOON, limit);
    }

    private static GroupSession session(Modality modality, int seats) {
        return new GroupSession(
                "checkup",
                "ada",
                "north",
                modality,
                NOON,
                NOON.plusSeconds(60),
                NOON,
                NOON.plusSeconds(90),
                null,
                List.of(),
                seats);
    }
}
