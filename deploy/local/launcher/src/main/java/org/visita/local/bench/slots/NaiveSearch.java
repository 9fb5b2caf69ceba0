package org.visita.local.bench.slots;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The reference: a slot search as it is mostly written. For each practitioner, each day and each possible start, it looks
 * through the practitioner's visits for one that overlaps. Knows the clinic's hours only, no rule beyond them.
 */
final class NaiveSearch {

    private static final Comparator<FreeSlot> BY_TIME =
            Comparator.comparing(FreeSlot::start).thenComparing(FreeSlot::practitionerId);

    private NaiveSearch() {}

    static List<FreeSlot> search(
            Map<String, List<Visit>> visits, LocalDate first, int days, Duration length, Duration interval) {
        List<FreeSlot> slots = new ArrayList<>();
        visits.forEach((practitioner, taken) -> {
            for (LocalDate date = first; date.isBefore(first.plusDays(days)); date = date.plusDays(1)) {
                for (ZonedDateTime start : starts(date, length, interval)) {
                    if (isFree(taken, start, start.plus(length))) {
                        slots.add(new FreeSlot(start.toInstant(), practitioner));
                    }
                }
            }
        });
        slots.sort(BY_TIME);
        return slots;
    }

    /** Where a visit could start on that date if nothing were taken. */
    static List<ZonedDateTime> starts(LocalDate date, Duration length, Duration interval) {
        List<ZonedDateTime> starts = new ArrayList<>();
        if (!ClinicHours.isOpen(date)) return starts;
        for (ClinicHours.Half half : ClinicHours.HALVES) {
            ZonedDateTime end = date.atTime(half.end()).atZone(ClinicHours.ZONE);
            ZonedDateTime start = date.atTime(half.start()).atZone(ClinicHours.ZONE);
            while (!start.plus(length).isAfter(end)) {
                starts.add(start);
                start = start.plus(interval);
            }
        }
        return starts;
    }

    private static boolean isFree(List<Visit> taken, ZonedDateTime start, ZonedDateTime end) {
        for (Visit visit : taken) {
            if (visit.overlaps(start.toInstant(), end.toInstant())) return false;
        }
        return true;
    }
}
