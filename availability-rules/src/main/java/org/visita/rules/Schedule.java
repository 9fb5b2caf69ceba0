package org.visita.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * When one practitioner works at one location, week by week. Windows may overlap and adjoin, within a schedule and
 * across schedules of the same practitioner and location: they merge.
 *
 * @param id of the schedule
 * @param practitionerId who works
 * @param locationId where, and whose zone the windows follow
 * @param modalities for which visits these hours are
 * @param validFrom first date on which windows start; null means always so far
 * @param validTo last date on which windows start, inclusive; null means until further notice
 * @param windows at most {@link WeeklyWindow#MAX_WINDOWS}
 */
public record Schedule(
        String id,
        String practitionerId,
        String locationId,
        Set<Modality> modalities,
        LocalDate validFrom,
        LocalDate validTo,
        List<WeeklyWindow> windows)
        implements CatalogPart {

    public Schedule {
        Require.id("schedule id", id);
        Require.id("schedule's practitionerId", practitionerId);
        Require.id("schedule's locationId", locationId);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            throw new IllegalArgumentException("validTo " + validTo + " is before validFrom " + validFrom);
        }
        modalities = Set.copyOf(Require.present("modalities", modalities));
        windows = WeeklyWindow.bounded("windows", windows);
    }

    /** Whether windows that start on {@code date}, a date of the location's zone, count. */
    public boolean isValidOn(LocalDate date) {
        return (validFrom == null || !date.isBefore(validFrom)) && (validTo == null || !date.isAfter(validTo));
    }
}
