package org.visita.kit.catalog;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.OverrideEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.contracts.catalog.VisitTypeEntry;
import org.visita.rules.CatalogPart;
import org.visita.rules.DateOverride;
import org.visita.rules.Equipment;
import org.visita.rules.Holiday;
import org.visita.rules.LocalWindow;
import org.visita.rules.Location;
import org.visita.rules.Modality;
import org.visita.rules.PatientStatus;
import org.visita.rules.Practitioner;
import org.visita.rules.Room;
import org.visita.rules.Schedule;
import org.visita.rules.TimeOff;
import org.visita.rules.VisitLimits;
import org.visita.rules.VisitTiming;
import org.visita.rules.VisitType;
import org.visita.rules.WeeklyWindow;

/** From the words of the event to those of the engine. Fails on what the engine would not accept. */
public final class ToRules {

    private static final String END_OF_DAY = "24:00";
    private static final Pattern WALL_CLOCK = Pattern.compile("[0-2][0-9]:[0-5][0-9]");

    private ToRules() {}

    /** @throws RuntimeException if the engine would not take the entry, which must not be a deletion */
    public static CatalogPart part(CatalogEntry entry) {
        return switch (entry.kind()) {
            case LOCATION -> location(entry);
            case ROOM -> new Room(entry.id(), entry.room().locationId());
            case EQUIPMENT ->
                new Equipment(
                        entry.id(),
                        entry.equipment().locationId(),
                        entry.equipment().type());
            case PRACTITIONER ->
                new Practitioner(
                        entry.id(),
                        Set.copyOf(entry.practitioner().specialties()),
                        Set.copyOf(entry.practitioner().languages()));
            case VISIT_TYPE -> visitType(entry);
            case SCHEDULE -> schedule(entry);
            case OVERRIDE -> override(entry);
            case TIME_OFF ->
                new TimeOff(
                        entry.id(),
                        entry.timeOff().practitionerId(),
                        entry.timeOff().start(),
                        entry.timeOff().end());
            case HOLIDAY ->
                new Holiday(
                        entry.id(),
                        Set.copyOf(entry.holiday().locationIds()),
                        entry.holiday().firstDate(),
                        entry.holiday().lastDate());
        };
    }

    private static Location location(CatalogEntry entry) {
        return new Location(
                entry.id(),
                ZoneId.of(entry.location().zone()),
                entry.location().openingHours().stream().map(ToRules::window).toList());
    }

    private static VisitType visitType(CatalogEntry entry) {
        VisitTypeEntry type = entry.visitType();
        Map<PatientStatus, VisitTiming> variants = new EnumMap<>(PatientStatus.class);
        type.variants()
                .forEach(variant -> variants.put(
                        status(variant.patient()),
                        new VisitTiming(
                                variant.duration(),
                                variant.slotInterval(),
                                variant.bufferBefore(),
                                variant.bufferAfter())));
        return new VisitType(
                entry.id(),
                new VisitTiming(type.duration(), type.slotInterval(), type.bufferBefore(), type.bufferAfter()),
                variants,
                type.patients().stream().map(ToRules::status).collect(Collectors.toSet()),
                type.notice(),
                type.horizon(),
                new VisitLimits(type.perDay(), type.perWeek()),
                type.seats(),
                type.requiresRoom(),
                Set.copyOf(type.equipmentTypes()),
                modalities(type.modality()),
                Set.copyOf(type.practitionerIds()),
                Set.copyOf(type.locationIds()));
    }

    private static Schedule schedule(CatalogEntry entry) {
        ScheduleEntry schedule = entry.schedule();
        return new Schedule(
                entry.id(),
                schedule.practitionerId(),
                schedule.locationId(),
                modalities(schedule.modality()),
                schedule.validFrom(),
                schedule.validTo(),
                schedule.windows().stream().map(ToRules::window).toList());
    }

    private static DateOverride override(CatalogEntry entry) {
        OverrideEntry override = entry.override();
        return new DateOverride(
                entry.id(),
                override.practitionerId(),
                override.locationId(),
                override.date(),
                modalities(override.modality()),
                override.windows().stream().map(ToRules::window).toList());
    }

    public static Modality modality(org.visita.contracts.Modality modality) {
        return switch (modality) {
            case IN_PERSON -> Modality.IN_PERSON;
            case TELEHEALTH -> Modality.TELEHEALTH;
        };
    }

    private static PatientStatus status(org.visita.contracts.catalog.PatientStatus status) {
        return switch (status) {
            case NEW -> PatientStatus.NEW;
            case RETURNING -> PatientStatus.RETURNING;
        };
    }

    private static Set<Modality> modalities(OfferedModality offered) {
        return switch (offered) {
            case IN_PERSON -> Set.of(Modality.IN_PERSON);
            case TELEHEALTH -> Set.of(Modality.TELEHEALTH);
            case EITHER -> Set.of(Modality.IN_PERSON, Modality.TELEHEALTH);
        };
    }

    /** @throws RuntimeException if the window is not one */
    public static WeeklyWindow window(ScheduleEntry.Window window) {
        return new WeeklyWindow(DayOfWeek.valueOf(window.day()), time(window.start()), endOf(window.end()));
    }

    /** @throws RuntimeException if the window is not one */
    public static LocalWindow window(OverrideEntry.Window window) {
        return new LocalWindow(time(window.start()), endOf(window.end()));
    }

    private static LocalTime endOf(String end) {
        return END_OF_DAY.equals(end) ? LocalTime.MIDNIGHT : time(end);
    }

    private static LocalTime time(String time) {
        if (!WALL_CLOCK.matcher(time).matches()) {
            throw new IllegalArgumentException("times of a window are written HH:mm");
        }
        return LocalTime.parse(time);
    }
}
