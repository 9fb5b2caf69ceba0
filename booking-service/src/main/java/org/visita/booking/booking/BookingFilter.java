package org.visita.booking.booking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.identity.Reach;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.QueryTimes;

/**
 * Which bookings a list is to show, as conditions of the store.
 *
 * @param conditions in HQL, each with its named parameter
 * @param byChange in the order of the last change, oldest first, instead of that of the start
 */
record BookingFilter(List<String> conditions, Map<String, Object> parameters, boolean byChange) {

    static final String NO_HOLDS =
            "status <> HELD and (cancelReason is null" + " or cancelReason not in (HOLD_RELEASED, HOLD_EXPIRED))";

    /**
     * Reads the query parameters; each may be null. {@code from} and {@code to} bound the start,
     * half-open, {@code changedSince} the last change. Holds are shown to those who ask for them.
     */
    static BookingFilter of(
            String patient,
            String practitioner,
            String location,
            List<String> statuses,
            String from,
            String to,
            String changedSince) {
        BookingFilter filter = new BookingFilter(new ArrayList<>(), new HashMap<>(), changedSince != null);
        List<FieldError> errors = new ArrayList<>();
        filter.id(errors, "patient", patient);
        filter.id(errors, "practitioner", practitioner);
        filter.id(errors, "location", location);
        filter.statuses(errors, statuses == null ? List.of() : statuses);
        filter.time(errors, "from", from, "startAt >= :from");
        filter.time(errors, "to", to, "startAt < :to");
        filter.time(errors, "changedSince", changedSince, "updatedAt >= :changedSince");
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return filter;
    }

    void add(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
    }

    void within(Reach reach) {
        if (!reach.practitioners().isEmpty()) {
            add("practitionerId in :reached", "reached", uuids(reach.practitioners()));
        }
        if (!reach.locations().isEmpty()) {
            add("locationId in :reachedAt", "reachedAt", uuids(reach.locations()));
        }
    }

    /** What is no id of ours reaches nobody; so that somebody stays in the list, the nil UUID does. */
    static Set<UUID> uuids(Set<String> ids) {
        Set<UUID> known = ids.stream().flatMap(id -> Ids.parse(id).stream()).collect(Collectors.toSet());
        return known.isEmpty() ? Set.of(new UUID(0, 0)) : known;
    }

    private void id(List<FieldError> errors, String name, String value) {
        if (value != null) {
            Ids.parse(value)
                    .ifPresentOrElse(
                            id -> add(name + "Id = :" + name, name, id),
                            () -> errors.add(new FieldError("?" + name, "is not an id")));
        }
    }

    private void statuses(List<FieldError> errors, List<String> values) {
        Set<BookingStatus> asked = EnumSet.noneOf(BookingStatus.class);
        for (String value : values) {
            Arrays.stream(BookingStatus.values())
                    .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .ifPresentOrElse(
                            asked::add, () -> errors.add(new FieldError("?status", "is not a status of a booking")));
        }
        if (!asked.isEmpty()) {
            add("status in :statuses", "statuses", asked);
        }
        if (!asked.contains(BookingStatus.HELD)) {
            conditions.add(NO_HOLDS);
        }
    }

    private void time(List<FieldError> errors, String name, String value, String condition) {
        if (value != null) {
            QueryTimes.parse(value)
                    .filter(time -> time.getYear() >= 2000 && time.getYear() <= 2200)
                    .ifPresentOrElse(
                            time -> add(condition, name, time.toInstant()),
                            () -> errors.add(new FieldError("?" + name, QueryTimes.EXPECTED)));
        }
    }
}
