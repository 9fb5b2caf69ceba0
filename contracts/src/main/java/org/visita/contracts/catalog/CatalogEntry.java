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
        ScheduleEntry schedule) {

    public CatalogEntry {
        Record named =
                switch (kind) {
                    case LOCATION -> location;
                    case ROOM -> room;
                    case PRACTITIONER -> practitioner;
                    case VISIT_TYPE -> visitType;
                    case SCHEDULE -> schedule;
                };
        long set = Stream.of(location, room, practitioner, visitType, schedule)
                .filter(Objects::nonNull)
                .count();
        if (deleted ? set != 0 : set != 1 || named == null) {
            throw new IllegalArgumentException("a catalog entry has the component of its kind, and none once deleted");
        }
    }

    public static CatalogEntry of(String id, String clinic, int version, LocationEntry location) {
        return new CatalogEntry(CatalogKind.LOCATION, id, clinic, version, false, location, null, null, null, null);
    }

    public static CatalogEntry of(String id, String clinic, int version, RoomEntry room) {
        return new CatalogEntry(CatalogKind.ROOM, id, clinic, version, false, null, room, null, null, null);
    }

    public static CatalogEntry of(String id, String clinic, int version, PractitionerEntry practitioner) {
        return new CatalogEntry(
                CatalogKind.PRACTITIONER, id, clinic, version, false, null, null, practitioner, null, null);
    }

    public static CatalogEntry of(String id, String clinic, int version, VisitTypeEntry visitType) {
        return new CatalogEntry(CatalogKind.VISIT_TYPE, id, clinic, version, false, null, null, null, visitType, null);
    }

    public static CatalogEntry of(String id, String clinic, int version, ScheduleEntry schedule) {
        return new CatalogEntry(CatalogKind.SCHEDULE, id, clinic, version, false, null, null, null, null, schedule);
    }

    public static CatalogEntry deleted(CatalogKind kind, String id, String clinic, int version) {
        return new CatalogEntry(kind, id, clinic, version, true, null, null, null, null, null);
    }
}
