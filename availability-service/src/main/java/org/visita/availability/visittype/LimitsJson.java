package org.visita.availability.visittype;

/**
 * How many visits of the type one practitioner gives; a group's session counts once.
 *
 * @param perDay on one date of the location; left out: no limit
 * @param perWeek from Monday to Sunday; left out: no limit
 */
public record LimitsJson(Integer perDay, Integer perWeek) {

    static final LimitsJson NONE = new LimitsJson(null, null);
}
