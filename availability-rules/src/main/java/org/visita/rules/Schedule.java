package org.visita.rules;

import java.time.LocalDate;
import java.util.List;

/**
 * When one practitioner works at one location, week by week. Windows may overlap and adjoin, within a schedule and
 * across schedules of the same practitioner and location: they merge.
 *
 * @param id of the schedule
 * @param practitionerId who works
 * @param locationId where, and whose zone the windows follow
 * @param validFrom first date on which windows start; null means always so far
 * @param validTo last date on which windows start, inclusive; null means until further notice
 * @param windows at most {@link #MAX_WINDOWS}
 */
public record Schedule(
        String id,
        String practitionerId,
        String locationId,
        LocalDate validFrom,
        LocalDate validTo,
        List<WeeklyWindow> windows) {

    /** One window for each hour of the week. Bounds the work that a single schedule can cause. */
    public static final int MAX_WINDOWS = 7 * 24;

    public Schedule {
        Require.id("schedule id", id);
        Require.id("schedule's practitionerId", practitionerId);
        Require.id("schedule's locationId", locationId);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            throw new IllegalArgumentException("validTo " + validTo + " is before validFrom " + validFrom);
        }
        windows = List.copyOf(Require.present("windows", windows));
        if (windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException("at most " + MAX_WINDOWS + " windows, not " + windows.size());
        }
    }

    /** Whether windows that start on {@code date}, a date of the location's zone, count. */
    public boolean isValidOn(LocalDate date) {
        return (validFrom == null || !date.isBefore(validFrom)) && (validTo == null || !date.isAfter(validTo));
    }
}
