package org.visita.rules;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Other hours of a practitioner at a location on one date: they stand in place of all windows that start on it. Several
 * overrides of one date add up.
 *
 * @param id of the override
 * @param practitionerId whose hours
 * @param locationId where, and whose zone the windows follow
 * @param date of the location's zone
 * @param modalities for which the new hours are; the old ones go for either
 * @param windows at most {@link #MAX_WINDOWS}; none: not working on that date
 */
public record DateOverride(
        String id,
        String practitionerId,
        String locationId,
        LocalDate date,
        Set<Modality> modalities,
        List<LocalWindow> windows)
        implements CatalogPart {

    /** One for each hour of the day. */
    public static final int MAX_WINDOWS = 24;

    public DateOverride {
        Require.id("override id", id);
        Require.id("override's practitionerId", practitionerId);
        Require.id("override's locationId", locationId);
        Require.present("date", date);
        modalities = Set.copyOf(Require.present("modalities", modalities));
        windows = List.copyOf(Require.present("windows", windows));
        if (windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException("at most " + MAX_WINDOWS + " windows, not " + windows.size());
        }
    }

    /**
     * The times that this names although the clocks of the zone never show them on that date. A window with such a time
     * is no window: it is not shifted to another time. 24:00 is the end of the date, which always comes.
     */
    public List<LocalTime> nonexistentTimes(ZoneId zone) {
        List<LocalTime> missing = new ArrayList<>();
        for (LocalWindow window : windows) {
            if (!exists(date, window.start(), zone)) {
                missing.add(window.start());
            }
            if (!endExists(window, zone)) {
                missing.add(window.end());
            }
        }
        return missing;
    }

    boolean exists(LocalWindow window, ZoneId zone) {
        return exists(date, window.start(), zone) && endExists(window, zone);
    }

    private boolean endExists(LocalWindow window, ZoneId zone) {
        if (window.end().equals(LocalTime.MIDNIGHT)) {
            return true;
        }
        return exists(window.end().isAfter(window.start()) ? date : date.plusDays(1), window.end(), zone);
    }

    private static boolean exists(LocalDate date, LocalTime time, ZoneId zone) {
        return !zone.getRules().getValidOffsets(date.atTime(time)).isEmpty();
    }
}
