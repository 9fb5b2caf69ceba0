package org.visita.availability.slot;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.QueryTimes;
import org.visita.rules.SlotQuery;

/**
 * What is looked for.
 *
 * @param practitioner null: any
 * @param location null: any
 * @param zone to show times in; null: the location's
 * @param limit 1 to 1000
 */
record SlotSearch(
        String visitType, Instant from, Instant to, String practitioner, String location, ZoneId zone, int limit) {

    static final int DEFAULT_LIMIT = 200;
    private static final int LARGEST_LIMIT = 1000;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** @throws org.visita.kit.problem.RefusedException with all that is wrong */
    static SlotSearch of(
            String visitType,
            String from,
            String to,
            String practitioner,
            String location,
            String zone,
            Integer limit) {
        List<FieldError> errors = new ArrayList<>();
        if (visitType == null || visitType.isBlank()) {
            errors.add(new FieldError("?visitType", "is needed"));
        }
        Instant start = instant("?from", from, errors);
        Instant end = instant("?to", to, errors);
        if (start != null && end != null) {
            if (!start.isBefore(end)) {
                errors.add(new FieldError("?to", "is after from"));
            } else if (Duration.between(start, end).compareTo(SlotQuery.MAX_SPAN) > 0) {
                errors.add(new FieldError("?to", "is at most " + SlotQuery.MAX_SPAN.toDays() + " days after from"));
            }
        }
        ZoneId viewer = zone(zone, errors);
        int most = limit == null ? DEFAULT_LIMIT : limit;
        if (most < 1 || most > LARGEST_LIMIT) {
            errors.add(new FieldError("?limit", "is a number from 1 to " + LARGEST_LIMIT));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return new SlotSearch(visitType, start, end, practitioner, location, viewer, most);
    }

    private static Instant instant(String name, String value, List<FieldError> errors) {
        if (value == null) {
            errors.add(new FieldError(name, "is needed"));
            return null;
        }
        Instant instant = QueryTimes.parse(value)
                .map(OffsetDateTime::toInstant)
                .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LATEST))
                .orElse(null);
        if (instant == null) {
            errors.add(new FieldError(name, QueryTimes.EXPECTED));
        }
        return instant;
    }

    private static ZoneId zone(String value, List<FieldError> errors) {
        if (value == null) {
            return null;
        }
        if (ZoneId.getAvailableZoneIds().contains(value)) {
            return ZoneId.of(value);
        }
        errors.add(new FieldError("?zone", "is not the name of an IANA time zone"));
        return null;
    }
}
