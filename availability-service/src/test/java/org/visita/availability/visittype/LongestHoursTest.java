package org.visita.availability.visittype;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.rules.CatalogPart;
import org.visita.rules.DateOverride;
import org.visita.rules.LocalWindow;
import org.visita.rules.Location;
import org.visita.rules.Modality;
import org.visita.rules.Schedule;
import org.visita.rules.VisitLimits;
import org.visita.rules.VisitTiming;
import org.visita.rules.VisitType;
import org.visita.rules.WeeklyWindow;

class LongestHoursTest {

    private static final LocalDate A_TUESDAY = LocalDate.of(2027, 1, 5);
    private static final Set<Modality> EITHER = Set.of(Modality.values());

    private final List<CatalogPart> parts = new ArrayList<>();

    @Test
    void are_none_without_hours() {
        parts.add(location());
        assertThat(hours()).isZero();
    }

    @Test
    void adjoining_windows_run_together_also_across_schedules_midnight_and_the_end_of_the_week() {
        parts.add(location());
        schedule("P", EITHER, window(SUNDAY, "20:00", "00:00"), window(MONDAY, "00:00", "02:00"));
        assertThat(hours()).isEqualTo(6 * 60);
        schedule("P", EITHER, window(MONDAY, "02:00", "03:30"));
        assertThat(hours()).isEqualTo(7 * 60 + 30);
        schedule("Q", EITHER, window(MONDAY, "03:30", "05:00"));
        assertThat(hours()).as("different practitioners never merge").isEqualTo(7 * 60 + 30);
    }

    @Test
    void are_cut_by_the_opening_hours() {
        parts.add(location(window(MONDAY, "09:00", "10:00")));
        schedule("P", EITHER, window(MONDAY, "08:00", "12:00"), window(TUESDAY, "08:00", "12:00"));
        assertThat(hours()).isEqualTo(60);
    }

    @Test
    void are_of_those_who_offer_the_visit_and_in_its_way_alone() {
        parts.add(location());
        schedule("P", Set.of(Modality.TELEHEALTH), window(MONDAY, "08:00", "12:00"));
        schedule("Q", EITHER, window(MONDAY, "08:00", "09:00"));
        assertThat(new LongestHours(parts).of(type(Set.of("P"), Modality.TELEHEALTH)))
                .isEqualTo(240);
        assertThat(new LongestHours(parts).of(type(Set.of("P"), Modality.IN_PERSON)))
                .isZero();
        assertThat(new LongestHours(parts).of(type(Set.of(), Modality.IN_PERSON)))
                .isEqualTo(60);
    }

    @Test
    void an_override_takes_the_place_of_the_weekly_hours_and_runs_on_into_those_of_the_next_day() {
        parts.add(location());
        schedule("P", EITHER, window(TUESDAY, "08:00", "10:00"), window(DayOfWeek.WEDNESDAY, "01:00", "02:00"));
        override("P", "10:00", "11:00");
        assertThat(hours()).as("they do not add up").isEqualTo(120);
        override("P", "20:00", "01:00");
        assertThat(hours()).isEqualTo(6 * 60);
    }

    private int hours() {
        return new LongestHours(parts).of(type(Set.of(), Modality.IN_PERSON));
    }

    private void schedule(String practitioner, Set<Modality> modalities, WeeklyWindow... windows) {
        parts.add(new Schedule(
                "S" + parts.size(),
                practitioner,
                "L",
                modalities,
                null,
                null,
                Stream.of(windows).toList()));
    }

    private void override(String practitioner, String start, String end) {
        parts.add(new DateOverride(
                "O" + parts.size(),
                practitioner,
                "L",
                A_TUESDAY,
                EITHER,
                List.of(new LocalWindow(LocalTime.parse(start), LocalTime.parse(end)))));
    }

    private static Location location(WeeklyWindow... openingHours) {
        return new Location("L", ZoneOffset.UTC, List.of(openingHours));
    }

    private static WeeklyWindow window(DayOfWeek day, String start, String end) {
        return new WeeklyWindow(day, LocalTime.parse(start), LocalTime.parse(end));
    }

    private static VisitType type(Set<String> practitioners, Modality modality) {
        Duration half = Duration.ofMinutes(30);
        return new VisitType(
                "V",
                new VisitTiming(half, half, Duration.ZERO, Duration.ZERO),
                Map.of(),
                Set.of(),
                Duration.ZERO,
                Duration.ofDays(60),
                VisitLimits.NONE,
                1,
                false,
                Set.of(),
                Set.of(modality),
                practitioners,
                Set.of());
    }
}
