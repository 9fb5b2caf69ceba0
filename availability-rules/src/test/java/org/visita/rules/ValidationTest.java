package org.visita.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.DayOfWeek;
import java.time.Duration;
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

/** What the records of a catalog refuse, and that they keep copies. */
class ValidationTest {

    private static final LocalDate DAY = LocalDate.parse("2026-06-01");
    private static final Set<Modality> IN_PERSON = Set.of(Modality.IN_PERSON);

    @Test
    void visits_take_whole_minutes_up_to_a_day() {
        refuses("duration must be from PT1M to PT24H, not PT0S", () -> visits().lasting(0));
        refuses("duration must be", () -> visits().lasting(24 * 60 + 1));
        refuses("slotInterval must be from PT1M", () -> visits().every(0));
        refuses("bufferBefore must be from PT0S", () -> visits().buffers(-1, 0));
        refuses("bufferAfter must be from PT0S", () -> visits().buffers(0, -1));
        refuses(
                "duration must be whole minutes",
                () -> new VisitTiming(Duration.ofSeconds(90), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO));
        refuses("timing is missing", () -> visits().timed(null).type());
    }

    @Test
    void notice_and_horizon_have_bounds() {
        refuses("notice must be", () -> visits().notice(Duration.ofDays(-1)).type());
        refuses("notice must be whole minutes", () -> visits().notice(Duration.ofSeconds(90))
                .type());
        refuses("notice is missing", () -> visits().notice(null).type());
        refuses("horizon must be", () -> visits().horizon(Duration.ofSeconds(Long.MAX_VALUE))
                .type());
        refuses("horizon must be from PT48H", () -> visits().notice(Duration.ofDays(2))
                .horizon(Duration.ofDays(1))
                .type());
    }

    @Test
    void groups_limits_and_what_a_visit_needs_have_bounds() {
        refuses("seats must be from 1 to 1000, not 0", () -> visits().seats(0).type());
        refuses("seats must be from 1 to 1000, not 1001", () -> visits().seats(1001)
                .type());
        refuses("perDay must be from 1 to 10080, not 0", () -> visits().limited(0, null));
        refuses("perWeek must be from 1 to 10080, not 10081", () -> visits().limited(null, 10_081));
        refuses("modalities must not be empty", () -> visits().as().type());
        refuses("at most 10 equipment types", () -> visits().with("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")
                .type());
        assertThatNoException()
                .isThrownBy(() -> visits().seats(1000).limited(10_080, 1).type());
    }

    @Test
    void windows_are_whole_minutes() {
        refuses("start must be whole minutes", () -> weekly(LocalTime.of(9, 0, 1), LocalTime.NOON));
        refuses("end must be whole minutes", () -> weekly(LocalTime.of(9, 0), LocalTime.MAX));
        refuses("start is missing", () -> weekly(null, LocalTime.NOON));
        refuses("end must be whole minutes", () -> new LocalWindow(LocalTime.NOON, LocalTime.MAX));
    }

    @Test
    void schedules_are_valid_forwards_and_bounded() {
        List<WeeklyWindow> tooMany =
                Collections.nCopies(WeeklyWindow.MAX_WINDOWS + 1, weekly(LocalTime.of(9, 0), LocalTime.NOON));

        refuses("validTo 2026-05-31 is before validFrom 2026-06-01", () -> schedule(DAY, DAY.minusDays(1), List.of()));
        refuses("at most 168 windows, not 169", () -> schedule(null, null, tooMany));
        refuses("at most 168 windows", () -> new Location("north", ZoneOffset.UTC, tooMany));
        assertThatNoException().isThrownBy(() -> schedule(DAY, DAY, tooMany.subList(1, tooMany.size())));
    }

    @Test
    void overrides_are_bounded() {
        List<LocalWindow> tooMany =
                Collections.nCopies(DateOverride.MAX_WINDOWS + 1, new LocalWindow(LocalTime.NOON, LocalTime.MIDNIGHT));

        refuses("at most 24 windows, not 25", () -> override(DAY, tooMany));
        refuses("date is missing", () -> override(null, List.of()));
        assertThatNoException().isThrownBy(() -> override(DAY, tooMany.subList(1, tooMany.size())));
    }

    @Test
    void holidays_go_forwards_for_a_year_at_most() {
        refuses("lastDate 2026-05-31 is before firstDate 2026-06-01", () -> holiday(DAY.minusDays(1)));
        refuses("at most 366 days", () -> holiday(DAY.plusDays(366)));
        assertThatNoException().isThrownBy(() -> holiday(DAY.plusDays(365)));
    }

    @Test
    void records_keep_copies() {
        Set<String> practitioners = new HashSet<>(Set.of("ada"));
        List<WeeklyWindow> windows = new ArrayList<>(List.of(weekly(LocalTime.of(9, 0), LocalTime.NOON)));
        VisitType type = visits().offered(practitioners, Set.of()).type();
        Schedule schedule = schedule(null, null, windows);

        practitioners.clear();
        windows.clear();

        assertThat(type.practitionerIds()).containsExactly("ada");
        assertThat(schedule.windows()).hasSize(1);
    }

    private static Visits visits() {
        return Visits.halfHours();
    }

    private static void refuses(String message, ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining(message);
    }

    private static WeeklyWindow weekly(LocalTime start, LocalTime end) {
        return new WeeklyWindow(DayOfWeek.MONDAY, start, end);
    }

    private static Schedule schedule(LocalDate from, LocalDate to, List<WeeklyWindow> windows) {
        return new Schedule("s", "ada", "north", IN_PERSON, from, to, windows);
    }

    private static DateOverride override(LocalDate date, List<LocalWindow> windows) {
        return new DateOverride("o", "ada", "north", date, IN_PERSON, windows);
    }

    private static Holiday holiday(LocalDate last) {
        return new Holiday("h", Set.of(), DAY, last);
    }
}
