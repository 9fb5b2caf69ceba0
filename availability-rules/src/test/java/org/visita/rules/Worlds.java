package org.visita.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Generates small clinics near the days on which calendars go wrong. */
final class Worlds implements ArbitrarySupplier<World> {

    static final class OnLeapDays implements ArbitrarySupplier<World> {

        @Override
        public Arbitrary<World> get() {
            return Scene.onLeapDays().flatMap(scene -> at(scene, WorldHours.schedules(scene)));
        }
    }

    /** Everybody works at night, with overrides near the scene as always. */
    static final class AtNight implements ArbitrarySupplier<World> {

        @Override
        public Arbitrary<World> get() {
            return Scene.any().flatMap(scene -> at(scene, WorldHours.nights(scene)));
        }
    }

    /** Windows of nearly a day each, which merge for days on end: where the grids begin afresh. */
    static final class AroundTheClock implements ArbitrarySupplier<World> {

        @Override
        public Arbitrary<World> get() {
            return Scene.any().flatMap(scene -> at(scene, WorldHours.aroundTheClock(scene)));
        }
    }

    private static final List<CatalogPart> PEOPLE = List.of(
            new Practitioner("ada", Set.of("skin"), Set.of("pt-BR", "de")),
            new Practitioner("ben", Set.of(), Set.of("pt", "den")));

    private static final List<CatalogPart> EQUIPPED = List.of(
            new Room("n1", "north"),
            new Room("n2", "north"),
            new Room("s1", "south"),
            new Equipment("laser-2", "north", "laser"),
            new Equipment("laser-1", "north", "laser"),
            new Equipment("laser-3", "south", "laser"),
            new Equipment("sono-1", "north", "ultrasound"),
            new Equipment("sono-2", "south", "ultrasound"));

    @Override
    public Arbitrary<World> get() {
        return Scene.any().flatMap(scene -> at(scene, WorldHours.schedules(scene)));
    }

    private static Arbitrary<World> at(Scene scene, Arbitrary<Schedule> schedules) {
        Arbitrary<List<CatalogPart>> parts = Combinators.combine(
                        locations(scene),
                        Arbitraries.of(
                                List.of(EQUIPPED, EQUIPPED, EQUIPPED, EQUIPPED, EQUIPPED, EQUIPPED.subList(2, 5))),
                        schedules.list().ofMinSize(4).ofMaxSize(8),
                        WorldHours.overrides(scene).list().ofMaxSize(3),
                        WorldHours.timeOff(scene).list().ofMaxSize(2),
                        Arbitraries.of(0, 0, 0, 1)
                                .flatMap(most ->
                                        WorldHours.holidays(scene).list().ofSize(most)))
                .as(Worlds::parts);
        return Combinators.combine(parts, WorldVisits.any(), queries(scene))
                .flatAs((all, type, query) ->
                        WorldTaken.any(scene, all, type).map(taken -> new World(all, type, taken, query)));
    }

    private static Arbitrary<List<Location>> locations(Scene scene) {
        return Combinators.combine(WorldHours.openings(), WorldHours.openings())
                .as((north, south) -> List.of(
                        new Location("north", scene.north(), north), new Location("south", scene.south(), south)));
    }

    private static List<CatalogPart> parts(
            List<Location> locations,
            List<CatalogPart> equipment,
            List<Schedule> schedules,
            List<DateOverride> overrides,
            List<TimeOff> timeOff,
            List<Holiday> holidays) {
        List<CatalogPart> parts = new ArrayList<>(locations);
        parts.addAll(PEOPLE);
        parts.addAll(equipment);
        schedules.forEach(each -> parts.add(new Schedule(
                "" + parts.size(),
                each.practitionerId(),
                each.locationId(),
                each.modalities(),
                each.validFrom(),
                each.validTo(),
                each.windows())));
        overrides.forEach(each -> parts.add(new DateOverride(
                "" + parts.size(),
                each.practitionerId(),
                each.locationId(),
                each.date(),
                each.modalities(),
                each.windows())));
        timeOff.forEach(
                each -> parts.add(new TimeOff("" + parts.size(), each.practitionerId(), each.start(), each.end())));
        holidays.forEach(each ->
                parts.add(new Holiday("" + parts.size(), each.locationIds(), each.firstDate(), each.lastDate())));
        return List.copyOf(parts);
    }

    private static Arbitrary<SlotQuery> queries(Scene scene) {
        return Combinators.combine(
                        Scene.minutes(-1500, 1000),
                        Scene.minutes(60, 2000),
                        filters(),
                        Arbitraries.of(Modality.class).injectNull(0.75),
                        Arbitraries.of(PatientStatus.class).injectNull(0.4),
                        Scene.minutes(-3000, 100),
                        Arbitraries.of(0, 0, 0, 1, 30_000))
                .as((offset, span, filter, modality, patient, sinceNow, millis) -> {
                    Instant from = scene.after(offset).plusMillis(millis);
                    Instant now = scene.after(offset + sinceNow);
                    return new SlotQuery(
                            Visits.TYPE,
                            from,
                            from.plusSeconds(span * 60L),
                            filter,
                            modality,
                            patient,
                            now,
                            SlotQuery.MAX_LIMIT);
                });
    }

    private static Arbitrary<SlotFilter> filters() {
        Arbitrary<Set<String>> practitioners = Arbitraries.of(List.of(
                Set.<String>of(),
                Set.<String>of(),
                Set.<String>of(),
                Set.<String>of(),
                Set.<String>of(),
                Set.<String>of(),
                Set.of("ada"),
                Set.of("ada"),
                Set.of("ben"),
                Set.of("ben"),
                Set.of("ada", "ben"),
                Set.of("ada", "nobody")));
        Arbitrary<Set<String>> locations =
                Arbitraries.of(List.of(Set.of(), Set.of(), Set.of("north"), Set.of("south")));
        return Combinators.combine(
                        practitioners,
                        locations,
                        Arbitraries.of("skin", "heart").injectNull(0.95),
                        Arbitraries.of("pt", "PT-br", "de", "e").injectNull(0.95))
                .as(SlotFilter::new);
    }
}
