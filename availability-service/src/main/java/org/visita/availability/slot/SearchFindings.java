package org.visita.availability.slot;

import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.QueryTimes;

/** Reads query parameters, each null if it was not sent, and collects what is wrong with them. */
final class SearchFindings {

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int LONGEST_TEXT = 200;
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    /** RFC 4647, section 2.1. */
    private static final Pattern LANGUAGE_RANGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,7}");

    private final List<FieldError> errors = new ArrayList<>();

    /**
     * The REST layer takes a parameter that says nothing for one that was not sent: the filter that was meant would be
     * lost.
     */
    static SearchFindings of(UriInfo uri) {
        SearchFindings findings = new SearchFindings();
        uri.getQueryParameters().forEach((name, values) -> {
            if (values.stream().anyMatch(String::isBlank)) {
                findings.add(name, "is empty");
            }
        });
        return findings;
    }

    /** @throws org.visita.kit.problem.RefusedException with all that was wrong */
    void check() {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
    }

    void add(String name, String detail) {
        errors.add(new FieldError("?" + name, detail));
    }

    String needed(String name, String value) {
        if (value == null || value.isBlank()) {
            add(name, "is needed");
            return null;
        }
        return value;
    }

    String id(String name, String value) {
        if (value != null && Ids.parse(value).isEmpty()) {
            add(name, "is not an id");
            return null;
        }
        return value;
    }

    /** Comma-separated and distinct, in the order sent; none if it was not sent. */
    List<String> ids(String name, String value, int most) {
        if (value == null) {
            return List.of();
        }
        List<String> ids = Arrays.asList(value.split(",", most + 2));
        if (ids.size() > most) {
            add(name, "names at most " + most);
        } else if (ids.stream().anyMatch(id -> Ids.parse(id).isEmpty())) {
            add(name, "is a list of ids, with a comma between two");
        } else if (new LinkedHashSet<>(ids).size() < ids.size()) {
            add(name, "names one twice");
        } else {
            return ids;
        }
        return List.of();
    }

    Instant instant(String name, String value) {
        if (value == null) {
            return null;
        }
        Instant instant = QueryTimes.parse(value)
                .map(OffsetDateTime::toInstant)
                .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LATEST))
                .orElse(null);
        if (instant == null) {
            add(name, QueryTimes.EXPECTED);
        }
        return instant;
    }

    ZoneId zone(String name, String value) {
        if (value == null) {
            return null;
        }
        if (ZONES.contains(value)) {
            return ZoneId.of(value);
        }
        add(name, "is not the name of an IANA time zone");
        return null;
    }

    <E extends Enum<E>> E code(String name, String value, E[] known, Function<E, String> code) {
        if (value == null) {
            return null;
        }
        return Arrays.stream(known)
                .filter(each -> code.apply(each).equals(value))
                .findFirst()
                .orElseGet(() -> {
                    add(name, "is one of: " + Arrays.stream(known).map(code).collect(Collectors.joining("; ")));
                    return null;
                });
    }

    String text(String name, String value) {
        if (value != null && (value.isBlank() || value.length() > LONGEST_TEXT)) {
            add(name, "is a text of at most " + LONGEST_TEXT + " characters");
        }
        return value;
    }

    String language(String name, String value) {
        if (value != null && !LANGUAGE_RANGE.matcher(value).matches()) {
            add(name, "is a language, such as en or pt-BR");
        }
        return value;
    }

    int limit(String name, Integer value, int usual, int most) {
        int limit = value == null ? usual : value;
        if (limit < 1 || limit > most) {
            add(name, "is a number from 1 to " + most);
        }
        return limit;
    }
}
