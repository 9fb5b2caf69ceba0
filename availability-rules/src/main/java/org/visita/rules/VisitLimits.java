package org.visita.rules;

/**
 * How many visits of one type a practitioner gives. A visit counts on the date that it has at its own location,
 * whatever the viewer's zone; a group's session counts once.
 *
 * @param perDay on one date, 1 to {@link #MOST}; null: no limit
 * @param perWeek in one ISO week, Monday to Sunday, 1 to {@link #MOST}; null: no limit
 */
public record VisitLimits(Integer perDay, Integer perWeek) {

    /** More than fit into a week of one-minute visits make no sense as a limit. */
    public static final int MOST = 7 * 24 * 60;

    public static final VisitLimits NONE = new VisitLimits(null, null);

    public VisitLimits {
        check("perDay", perDay);
        check("perWeek", perWeek);
    }

    boolean isNone() {
        return perDay == null && perWeek == null;
    }

    private static void check(String name, Integer limit) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new IllegalArgumentException(name + " must be from 1 to " + MOST + ", not " + limit);
        }
    }
}
