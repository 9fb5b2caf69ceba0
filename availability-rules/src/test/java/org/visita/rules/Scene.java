package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Where and when a generated world plays: two zones, near an instant at which the calendar of the first goes wrong. */
record Scene(ZoneId north, ZoneId south, Instant near) {

    static final String PATIENT = "patient";
    static final List<String> PRACTITIONERS = List.of("ada", "ben");
    static final List<String> LOCATIONS = List.of("north", "south");

    static final List<ZoneId> ZONES = List.of(
                    "Europe/Berlin",
                    "Australia/Lord_Howe", // shifts by 30 minutes
                    "Pacific/Chatham", // 12:45, shifts at a quarter to three
                    "Asia/Kathmandu", // 5:45, never shifts
                    "America/Santiago", // no midnight in spring
                    "Asia/Beirut", // no midnight in spring
                    "Africa/Cairo", // no midnight in spring, and 23:00 twice in autumn
                    "America/Nuuk", // shifts late on the evening before
                    "America/St_Johns", // -3:30; until 2011 it shifted at 00:01, so that a midnight came twice
                    "Africa/Casablanca", // shifts twice around Ramadan
                    "Pacific/Apia", // skipped a date in 2011
                    "UTC")
            .stream()
            .map(ZoneId::of)
            .toList();

    /** What is rare among all shifts, and must be met. */
    private static final List<Scene> ODD = List.of(
            of("America/St_Johns", "2010-11-07T03:00:00Z"),
            of("Pacific/Apia", "2011-12-30T10:00:00Z"),
            of("America/Santiago", "2026-09-06T04:00:00Z"),
            of("Africa/Casablanca", "2027-02-07T02:00:00Z"));

    static Arbitrary<Scene> any() {
        Arbitrary<ZoneId> zones = Arbitraries.of(ZONES);
        Arbitrary<Scene> anywhere = Combinators.combine(zones, zones)
                .flatAs((north, south) -> Arbitraries.of(instants(north)).map(near -> new Scene(north, south, near)));
        return Arbitraries.frequencyOf(Tuple.of(9, anywhere), Tuple.of(1, Arbitraries.of(ODD)));
    }

    static Arbitrary<Scene> onLeapDays() {
        Arbitrary<ZoneId> zones = Arbitraries.of(ZONES);
        Arbitrary<Instant> days =
                Arbitraries.of("2024-02-29T12:00:00Z", "2028-02-29T12:00:00Z").map(Instant::parse);
        return Combinators.combine(zones, zones, days).as(Scene::new);
    }

    LocalDate date() {
        return LocalDate.ofInstant(near, north);
    }

    Instant after(long minutes) {
        return near.plus(minutes, ChronoUnit.MINUTES);
    }

    static Arbitrary<Integer> minutes(int from, int to) {
        return Arbitraries.integers().between(from, to).withDistribution(RandomDistribution.uniform());
    }

    private static Scene of(String zone, String near) {
        return new Scene(ZoneId.of(zone), ZoneId.of("Europe/Berlin"), Instant.parse(near));
    }

    /** All shifts of the zone, leap days, and the week of ISO 8601 that two years share. */
    private static List<Instant> instants(ZoneId zone) {
        List<Instant> odd = new ArrayList<>();
        odd.add(Instant.parse("2024-02-29T12:00:00Z"));
        odd.add(Instant.parse("2028-02-29T12:00:00Z"));
        odd.add(Instant.parse("2026-12-31T12:00:00Z"));
        var shift = zone.getRules().nextTransition(Instant.parse("2010-06-01T00:00:00Z"));
        while (shift != null && shift.getDateTimeBefore().getYear() < 2030) {
            odd.add(shift.getInstant());
            shift = zone.getRules().nextTransition(shift.getInstant());
        }
        return odd;
    }
}
