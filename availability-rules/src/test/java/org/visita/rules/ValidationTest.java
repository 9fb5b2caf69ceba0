package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the records refuse, and that they keep copies. */
class ValidationTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void visit_types_have_bounds() {
        Visits visits = Visits.halfHours();

        refuses("duration must be from PT1M to PT24H, not PT0S", () -> visits.lasting(0)
                .type());
        refuses("duration must be", () -> visits.lasting(24 * 60 + 1).type());
        refuses("slotInterval must be from PT1M", () -> visits.every(0).type());
        refuses("bufferBefore must be from PT0S", () -> visits.buffers(-1, 0).type());
        refuses("bufferAfter must be from PT0S", () -> visits.buffers(0, -1).type());
        refuses("notice must be", () -> visits.notice(Duration.ofDays(-1)).type());
        refuses("horizon must be", () -> visits.horizon(Duration.ofSeconds(Long.MAX_VALUE))
                .type());
        refuses("horizon must be from PT48H", () -> visits.notice(Duration.ofDays(2))
                .horizon(Duration.ofDays(1))
                .type());
        refuses("notice must be whole minutes", () -> visits.notice(Duration.ofSeconds(90))
                .type());
        refuses("notice is missing", () -> visits.notice(null).type());
    }

    @Test
    void windows_are_whole_minutes() {
        refuses("start must be whole minutes", () -> window(LocalTime.of(9, 0, 1), LocalTime.NOON));
        refuses("end must be whole minutes", () -> window(LocalTime.of(9, 0), LocalTime.MAX));
        refuses("start is missing", () -> window(null, LocalTime.NOON));
    }

    @Test
    void schedules_are_valid_forwards_and_bounded() {
        LocalDate day = LocalDate.parse("2026-06-01");
        WeeklyWindow window = window(LocalTime.of(9, 0), LocalTime.NOON);

        refuses("validTo 2026-05-31 is before validFrom 2026-06-01", () -> schedule(day, day.minusDays(1), List.of()));
        refuses(
                "at most 168 windows, not 169",
                () -> schedule(null, null, Collections.nCopies(Schedule.MAX_WINDOWS + 1, window)));
        assertThatNoException().isThrownBy(() -> schedule(day, day, List.of(window)));
    }

    @Test
    void queries_go_forwards_within_62_days() {
        refuses("must be before to", () -> query(NOON, NOON, 1));
        refuses("must be before to", () -> query(NOON, NOON.minusSeconds(1), 1));
        refuses(
                "at most 62 days apart",
                () -> query(NOON, NOON.plus(Duration.ofDays(62)).plusNanos(1), 1));
        refuses("at most 62 days apart", () -> query(Instant.MIN, Instant.MAX, 1));
        refuses("limit must be from 1", () -> query(NOON, NOON.plusSeconds(1), 0));
        refuses("limit must be from 1", () -> query(NOON, NOON.plusSeconds(1), SlotQuery.MAX_LIMIT + 1));
        assertThatNoException().isThrownBy(() -> query(NOON, NOON.plus(Duration.ofDays(62)), SlotQuery.MAX_LIMIT));
    }

    @Test
    void busy_time_takes_time() {
        refuses("must be before its end", () -> new Busy("ada", NOON, NOON));
        refuses("must be before its end", () -> new Busy("ada", NOON, NOON.minusSeconds(1)));
    }

    @Test
    void ids_are_not_blank() {
        refuses("location id must not be blank", () -> new Location(" ", ZoneOffset.UTC));
        refuses("room id must not be blank", () -> new Room(null, "north"));
        refuses("practitioner id must not be blank", () -> new Practitioner(""));
        refuses("resourceId must not be blank", () -> new Busy("", NOON, NOON.plusSeconds(1)));
        refuses("patientId must not be blank", () -> new VisitRequest("checkup", NOON, null, null, "", NOON));
        refuses("zone is missing", () -> new Location("north", null));
    }

    @Test
    void records_keep_copies() {
        Set<String> practitioners = new HashSet<>(Set.of("ada"));
        List<WeeklyWindow> windows = new ArrayList<>(List.of(window(LocalTime.of(9, 0), LocalTime.NOON)));
        VisitType type = Visits.halfHours().offered(practitioners, Set.of());
        Schedule schedule = schedule(null, null, windows);

        practitioners.clear();
        windows.clear();

        assertThat(type.practitionerIds()).containsExactly("ada");
        assertThat(schedule.windows()).hasSize(1);
    }

    private static void refuses(String message, ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining(message);
    }

    private static WeeklyWindow window(LocalTime start, LocalTime end) {
        return new WeeklyWindow(DayOfWeek.MONDAY, start, end);
    }

    private static Schedule schedule(LocalDate from, LocalDate to, List<WeeklyWindow> windows) {
        return new Schedule("s", "ada", "north", from, to, windows);
    }

    private static SlotQuery query(Instant from, Instant to, int limit) {
        return new SlotQuery("checkup", from, to, Set.of(), Set.of(), NOON, limit);
    }
}
