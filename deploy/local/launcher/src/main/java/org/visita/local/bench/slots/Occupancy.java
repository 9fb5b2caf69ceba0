package org.visita.local.bench.slots;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Fills one practitioner's days with visits of 15, 30 and 60 minutes at random places, until 60 % of the hours are
 * taken. The same seed gives the same visits.
 */
final class Occupancy {

    static final Duration GRID = Duration.ofMinutes(15);

    /** Of all working hours. */
    static final double TAKEN = 0.6;

    private final Random random;

    Occupancy(long seed) {
        random = new Random(seed);
    }

    /** In order of time. */
    List<Visit> days(LocalDate first, int days) {
        List<Visit> visits = new ArrayList<>();
        first.datesUntil(first.plusDays(days)).forEach(date -> addDay(date, visits));
        return visits;
    }

    /** That many visits from the first date on, however many days they fill. */
    List<Visit> visits(LocalDate first, int count) {
        List<Visit> visits = new ArrayList<>();
        for (LocalDate date = first; visits.size() < count; date = date.plusDays(1)) {
            addDay(date, visits);
        }
        return visits.subList(0, count);
    }

    private void addDay(LocalDate date, List<Visit> visits) {
        if (!ClinicHours.isOpen(date)) return;
        for (ClinicHours.Half half : ClinicHours.HALVES) {
            Instant at = date.atTime(half.start()).atZone(ClinicHours.ZONE).toInstant();
            for (int quarters : quarters(Duration.between(half.start(), half.end()))) {
                Instant end = at.plus(GRID.multipliedBy(Math.abs(quarters)));
                if (quarters > 0) visits.add(new Visit(at, end));
                at = end;
            }
        }
    }

    /** Visits (positive) and free quarters of an hour (-1) of half a day, in random order. */
    private List<Integer> quarters(Duration half) {
        int all = (int) half.dividedBy(GRID);
        double share = all * TAKEN;
        // 9.6 of 16 quarters: mostly 10, else 9.
        int taken = (int) share + (random.nextDouble() < share - (int) share ? 1 : 0);
        List<Integer> parts = new ArrayList<>(Collections.nCopies(all - taken, -1));
        for (int left = taken; left > 0; ) {
            int visit = length(left);
            parts.add(visit);
            left -= visit;
        }
        Collections.shuffle(parts, random);
        return parts;
    }

    /** Half of the visits take a quarter of an hour, a third two, the rest four, as far as there is room. */
    private int length(int most) {
        double dice = random.nextDouble();
        int wanted = dice < 0.5 ? 1 : dice < 0.85 ? 2 : 4;
        return wanted <= most ? wanted : most >= 2 ? 2 : 1;
    }
}
