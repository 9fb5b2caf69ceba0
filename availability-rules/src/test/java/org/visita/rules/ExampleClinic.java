package org.visita.rules;

import static org.visita.rules.ExampleSettings.BERLIN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The clinic of a worked example: one location in Berlin, one visit type, and what the example sets. */
final class ExampleClinic {

    static final String LOCATION = "berlin";
    static final String TYPE = "visit";

    private ExampleClinic() {}

    static List<String> practitioners(ExampleSettings settings) {
        return settings.text("practitioners").isEmpty() ? List.of("Ada") : settings.list("practitioners");
    }

    static ClinicCatalog catalog(ExampleSettings settings) {
        List<CatalogPart> parts = new ArrayList<>();
        List<WeeklyWindow> open = settings.weekly("openingHours").stream()
                .map(ExampleSettings.DayHours::window)
                .toList();
        parts.add(new Location(LOCATION, BERLIN, open));
        parts.add(visitType(settings));
        settings.list("rooms").forEach(id -> parts.add(new Room(id, LOCATION)));
        // Devices are named for their type: ultrasound-1.
        settings.list("equipment").forEach(id -> parts.add(new Equipment(id, LOCATION, id.replaceFirst("-\\d+$", ""))));
        settings.text("holiday")
                .map(ExampleSettings::date)
                .ifPresent(date -> parts.add(new Holiday("holiday", Set.of(), date, date)));
        practitioners(settings).forEach(id -> addPractitioner(id, settings, parts));
        return ClinicCatalog.of(parts);
    }

    private static void addPractitioner(String id, ExampleSettings settings, List<CatalogPart> parts) {
        parts.add(new Practitioner(id, Set.of(), Set.of()));
        settings.weekly("windows")
                .forEach(hours -> parts.add(new Schedule(
                        id + parts.size(), id, LOCATION, hours.modalities(), null, null, List.of(hours.window()))));
        settings.dated("override")
                .ifPresent(hours -> parts.add(new DateOverride(
                        id + "'s override",
                        id,
                        LOCATION,
                        hours.date(),
                        Set.of(Modality.values()),
                        hours.start() == null ? List.of() : List.of(new LocalWindow(hours.start(), hours.end())))));
        settings.dated("timeOff")
                .ifPresent(off -> parts.add(new TimeOff(
                        id + "'s time off",
                        id,
                        ExampleSettings.instant(off.date(), off.start()),
                        ExampleSettings.instant(off.date(), off.end()))));
    }

    private static VisitType visitType(ExampleSettings settings) {
        VisitTiming timing = timing(settings, settings.minutes("duration", null));
        Duration ofNew = settings.minutes("variants.new", timing.duration());
        return new VisitType(
                TYPE,
                timing,
                Map.of(PatientStatus.NEW, timing(settings, ofNew)),
                settings.list("patients").stream().map(ExampleSettings::patient).collect(Collectors.toSet()),
                settings.minutes("notice", Duration.ZERO),
                settings.minutes("horizon", VisitType.MAX_HORIZON),
                new VisitLimits(settings.number("limits.perDay"), settings.number("limits.perWeek")),
                settings.text("seats").isEmpty() ? 1 : settings.number("seats"),
                settings.text("requiresRoom").isPresent(),
                Set.copyOf(settings.list("equipmentTypes")),
                ExampleSettings.modalities(settings.text("modality").orElse("in-person")),
                Set.of(),
                Set.of());
    }

    private static VisitTiming timing(ExampleSettings settings, Duration duration) {
        return new VisitTiming(
                duration,
                settings.minutes("slotInterval", null),
                settings.minutes("bufferBefore", Duration.ZERO),
                settings.minutes("bufferAfter", Duration.ZERO));
    }
}
