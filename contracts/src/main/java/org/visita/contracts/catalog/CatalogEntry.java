package org.visita.contracts.catalog;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * One thing of a clinic's catalog, after its last change. Exactly the component that {@code kind} names is set; after a
 * deletion none is.
 *
 * @param kind which component is set
 * @param version 1 at creation, one more with each change
 * @param deleted whether it is gone
 */
public record CatalogEntry(
        CatalogKind kind,
        String id,
        String clinic,
        int version,
        boolean deleted,
        LocationEntry location,
        RoomEntry room,
        PractitionerEntry practitioner,
        VisitTypeEntry visitType,
        ScheduleEntry schedule,
        EquipmentEntry equipment,
        OverrideEntry override,
        TimeOffEntry timeOff,
        HolidayEntry holiday) {

    public CatalogEntry {
        Record named =
                switch (kind) {
                    case LOCATION -> location;
                    case ROOM -> room;
                    case PRACTITIONER -> practitioner;
                    case VISIT_TYPE -> visitType;
                    case SCHEDULE -> schedule;
                    case EQUIPMENT -> equipment;
                    case OVERRIDE -> override;
                    case TIME_OFF -> timeOff;
                    case HOLIDAY -> holiday;
                };
        long set = Stream.of(location, room, practitioner, visitType, schedule, equipment, override, timeOff, holiday)
                .filter(Objects::nonNull)
                .count();
        if (deleted ? set != 0 : set != 1 || named == null) {
            throw new IllegalArgumentException("a catalog entry has the component of its kind, and none once deleted");
        }
    }

    public static CatalogEntry of(String id, String clinic, int version, LocationEntry location) {
        return of(CatalogKind.LOCATION, id, clinic, version, location);
    }

    public static CatalogEntry of(String id, String clinic, int version, RoomEntry room) {
        return of(CatalogKind.ROOM, id, clinic, version, room);
    }

    public static CatalogEntry of(String id, String clinic, int version, PractitionerEntry practitioner) {
        return of(CatalogKind.PRACTITIONER, id, clinic, version, practitioner);
    }

    public static CatalogEntry of(String id, String clinic, int version, VisitTypeEntry visitType) {
        return of(CatalogKind.VISIT_TYPE, id, clinic, version, visitType);
    }

    public static CatalogEntry of(String id, String clinic, int version, ScheduleEntry schedule) {
        return of(CatalogKind.SCHEDULE, id, clinic, version, schedule);
    }

    public static CatalogEntry of(String id, String clinic, int version, EquipmentEntry equipment) {
        return of(CatalogKind.EQUIPMENT, id, clinic, version, equipment);
    }

    public static CatalogEntry of(String id, String clinic, int version, OverrideEntry override) {
        return of(CatalogKind.OVERRIDE, id, clinic, version, override);
    }

    public static CatalogEntry of(String id, String clinic, int version, TimeOffEntry timeOff) {
        return of(CatalogKind.TIME_OFF, id, clinic, version, timeOff);
    }

    public static CatalogEntry of(String id, String clinic, int version, HolidayEntry holiday) {
        return of(CatalogKind.HOLIDAY, id, clinic, version, holiday);
    }

    public static CatalogEntry deleted(CatalogKind kind, String id, String clinic, int version) {
        return new CatalogEntry(kind, id, clinic, version, true, null, null, null, null, null, null, null, null, null);
    }

    private static CatalogEntry of(CatalogKind kind, String id, String clinic, int version, Record component) {
        return new CatalogEntry(
                kind,
                id,
                clinic,
                version,
                false,
                component instanceof LocationEntry location ? location : null,
                component instanceof RoomEntry room ? room : null,
                component instanceof PractitionerEntry practitioner ? practitioner : null,
                component instanceof VisitTypeEntry visitType ? visitType : null,
                component instanceof ScheduleEntry schedule ? schedule : null,
                component instanceof EquipmentEntry equipment ? equipment : null,
                component instanceof OverrideEntry override ? override : null,
                component instanceof TimeOffEntry timeOff ? timeOff : null,
                component instanceof HolidayEntry holiday ? holiday : null);
    }
}
