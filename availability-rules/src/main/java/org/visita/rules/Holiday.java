package org.visita.rules;

import java.time.LocalDate;
import java.util.Set;

/**
 * Whole dates on which locations are closed.
 *
 * @param id of the holiday
 * @param locationIds which; empty means all
 * @param firstDate of each location's own zone
 * @param lastDate inclusive; {@link #MAX_DAYS} dates at most, with the first
 */
public record Holiday(String id, Set<String> locationIds, LocalDate firstDate, LocalDate lastDate)
        implements CatalogPart {

    /** A year; what is closed for longer has no hours. */
    public static final int MAX_DAYS = 366;

    public Holiday {
        Require.id("holiday id", id);
        locationIds = Set.copyOf(Require.present("locationIds", locationIds));
        Require.present("firstDate", firstDate);
        Require.present("lastDate", lastDate);
        if (lastDate.isBefore(firstDate)) {
            throw new IllegalArgumentException("lastDate " + lastDate + " is before firstDate " + firstDate);
        }
        if (!lastDate.isBefore(firstDate.plusDays(MAX_DAYS))) {
            throw new IllegalArgumentException("a holiday has at most " + MAX_DAYS + " days");
        }
    }

    boolean closes(String locationId) {
        return locationIds.isEmpty() || locationIds.contains(locationId);
    }
}
