package org.visita.kit.catalog;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.rules.Location;
import org.visita.rules.Practitioner;
import org.visita.rules.Room;
import org.visita.rules.Schedule;
import org.visita.rules.VisitType;
import org.visita.rules.WeeklyWindow;

/** From the words of the event to those of the engine. Fails on what the engine would not accept. */
public final class ToRules {

    private static final String END_OF_DAY = "24:00";
    private static final Pattern WALL_CLOCK = Pattern.compile("[0-2][0-9]:[0-5][0-9]");

    private ToRules() {}

    /** Converts and forgets, so that an entry that the engine refuses is found before it is kept. */
    static void check(CatalogEntry entry) {
        switch (entry.kind()) {
            case LOCATION -> location(entry);
            case ROOM -> room(entry);
            case PRACTITIONER -> practitioner(entry);
            case VISIT_TYPE -> visitType(entry);
            case SCHEDULE -> schedule(entry);
        }
    }

    static Location location(CatalogEntry entry) {
        return new Location(entry.id(), ZoneId.of(entry.location().zone()));
    }

    static Room room(CatalogEntry entry) {
        return new Room(entry.id(), entry.room().locationId());
    }

    static Practitioner practitioner(CatalogEntry entry) {
        return new Practitioner(entry.id());
    }

    public static VisitType visitType(CatalogEntry entry) {
        VisitTypeEntry type = entry.visitType();
        return new VisitType(
                entry.id(),
                type.duration(),
                type.slotInterval(),
                type.bufferBefore(),
                type.bufferAfter(),
                type.notice(),
                type.horizon(),
                type.requiresRoom(),
                Set.copyOf(type.practitionerIds()),
                Set.copyOf(type.locationIds()));
    }

    public static Schedule schedule(CatalogEntry entry) {
        ScheduleEntry schedule = entry.schedule();
        return new Schedule(
                entry.id(),
                schedule.practitionerId(),
                schedule.locationId(),
                schedule.validFrom(),
                schedule.validTo(),
                schedule.windows().stream().map(ToRules::window).toList());
    }

    /** @throws RuntimeException if the window is not one */
    public static WeeklyWindow window(ScheduleEntry.Window window) {
        if (!WALL_CLOCK.matcher(window.start()).matches()
                || !WALL_CLOCK.matcher(window.end()).matches()) {
            throw new IllegalArgumentException("times of a window are written HH:mm");
        }
        return new WeeklyWindow(DayOfWeek.valueOf(window.day()), LocalTime.parse(window.start()), endOf(window.end()));
    }

    private static LocalTime endOf(String end) {
        return END_OF_DAY.equals(end) ? LocalTime.MIDNIGHT : LocalTime.parse(end);
    }
}
