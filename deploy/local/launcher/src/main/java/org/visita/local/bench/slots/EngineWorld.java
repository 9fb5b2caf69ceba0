package org.visita.local.bench.slots;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.visita.rules.Availability;
import org.visita.rules.Busy;
import org.visita.rules.BusyTimes;
import org.visita.rules.CatalogPart;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Location;
import org.visita.rules.Modality;
import org.visita.rules.Practitioner;
import org.visita.rules.Schedule;
import org.visita.rules.Slot;
import org.visita.rules.SlotFilter;
import org.visita.rules.SlotQuery;
import org.visita.rules.VisitLimits;
import org.visita.rules.VisitTiming;
import org.visita.rules.VisitType;
import org.visita.rules.WeeklyWindow;

/**
 * A clinic in memory, and the question what is free in it: the same for the engine and for the naive search.
 *
 * @param catalog hours and visit type, as the engine takes them
 * @param busy the visits, as the engine takes them; made once, as a service keeps them
 * @param query for half an hour with anybody, all days, all slots
 * @param visits the same visits, as the naive search takes them, by practitioner
 * @param days how many
 */
record EngineWorld(ClinicCatalog catalog, BusyTimes busy, SlotQuery query, Map<String, List<Visit>> visits, int days) {

    /** A Monday; the clock shifts in the fourth week. */
    static final LocalDate FIRST = LocalDate.of(2027, 3, 1);

    private static final Duration VISIT = Duration.ofMinutes(30);
    private static final String VISIT_TYPE = "consultation";
    private static final String LOCATION = "clinic";
    private static final Duration HORIZON = Duration.ofDays(365);

    /**
     * @param days 1 to 62
     * @param seed another one, other visits
     */
    static EngineWorld of(int practitioners, int days, long seed) {
        Map<String, List<Visit>> visits = visits(practitioners, days, seed);
        Instant from = FIRST.atStartOfDay(ClinicHours.ZONE).toInstant();
        Instant to = FIRST.plusDays(days).atStartOfDay(ClinicHours.ZONE).toInstant();
        SlotQuery query = new SlotQuery(VISIT_TYPE, from, to, SlotFilter.ANY, null, null, from, SlotQuery.MAX_LIMIT);
        return new EngineWorld(ClinicCatalog.of(catalog(visits.keySet())), index(visits), query, visits, days);
    }

    static Map<String, List<Visit>> visits(int practitioners, int days, long seed) {
        Occupancy occupancy = new Occupancy(seed);
        Map<String, List<Visit>> visits = new TreeMap<>();
        for (int i = 0; i < practitioners; i++) {
            visits.put(String.format(Locale.ROOT, "practitioner-%04d", i), occupancy.days(FIRST, days));
        }
        return visits;
    }

    /** What the engine looks things up in. */
    static BusyTimes index(Map<String, List<Visit>> visits) {
        List<Busy> busy = new ArrayList<>();
        visits.forEach((practitioner, taken) ->
                taken.forEach(visit -> busy.add(new Busy(practitioner, visit.start(), visit.end()))));
        return BusyTimes.of(busy);
    }

    List<Slot> byEngine() {
        return Availability.slots(catalog, busy, query);
    }

    List<FreeSlot> byNaiveSearch() {
        return NaiveSearch.search(visits, FIRST, days, VISIT, Occupancy.GRID);
    }

    /**
     * How many slots both list.
     *
     * @throws IllegalStateException if they do not list the same, or not all: then a comparison would mean nothing
     */
    int requireSame() {
        List<FreeSlot> engine = byEngine().stream()
                .map(slot -> new FreeSlot(slot.start(), slot.practitionerId()))
                .toList();
        if (engine.size() >= SlotQuery.MAX_LIMIT) throw new IllegalStateException("the limit cuts the engine's list");
        if (!engine.equals(byNaiveSearch())) {
            throw new IllegalStateException("the engine and the naive search do not list the same slots");
        }
        return engine.size();
    }

    private static List<CatalogPart> catalog(Set<String> practitioners) {
        List<CatalogPart> parts = new ArrayList<>();
        parts.add(new Location(LOCATION, ClinicHours.ZONE, List.of()));
        parts.add(new VisitType(
                VISIT_TYPE,
                new VisitTiming(VISIT, Occupancy.GRID, Duration.ZERO, Duration.ZERO),
                Map.of(),
                Set.of(),
                Duration.ZERO,
                HORIZON,
                VisitLimits.NONE,
                1,
                false,
                Set.of(),
                Set.of(Modality.IN_PERSON),
                Set.of(),
                Set.of()));
        for (String id : practitioners) {
            parts.add(new Practitioner(id, Set.of(), Set.of()));
            parts.add(new Schedule(id, id, LOCATION, Set.of(Modality.IN_PERSON), null, null, windows()));
        }
        return parts;
    }

    private static List<WeeklyWindow> windows() {
        return ClinicHours.DAYS.stream()
                .flatMap(
                        day -> ClinicHours.HALVES.stream().map(half -> new WeeklyWindow(day, half.start(), half.end())))
                .toList();
    }
}
