package org.visita.local.bench.slots;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One question for free slots.
 *
 * @param by how practitioners are chosen
 * @param value id or code of that choice
 * @param practitioners whom that means, in the order in which slots of the same start are listed
 * @param length of the visit
 * @param visitType of that length
 * @param first date
 * @param days how many
 * @param limit the most slots; {@link #DEFAULT_LIMIT} is not sent, but left out
 */
record Search(
        By by,
        String value,
        List<String> practitioners,
        Duration length,
        String visitType,
        LocalDate first,
        int days,
        int limit) {

    /** How many slots the API lists if nobody says. */
    static final int DEFAULT_LIMIT = 200;

    /** The most that the API lists. */
    static final int WHOLE_MONTH = 1000;

    enum By {
        PRACTITIONER("practitioner"),
        SPECIALTY("specialty"),
        LOCATION("location");

        private final String parameter;

        By(String parameter) {
            this.parameter = parameter;
        }
    }

    /** The parameters of {@code GET /v1/slots}. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("visitType", visitType);
        parameters.put(by.parameter, value);
        parameters.put("from", first.atStartOfDay(ClinicHours.ZONE).toInstant().toString());
        parameters.put(
                "to",
                first.plusDays(days).atStartOfDay(ClinicHours.ZONE).toInstant().toString());
        if (limit != DEFAULT_LIMIT) parameters.put("limit", Integer.toString(limit));
        return parameters;
    }

    /** What a right answer lists. */
    List<FreeSlot> expected(Map<String, List<Visit>> visits) {
        Map<String, List<Visit>> theirs =
                practitioners.stream().collect(Collectors.toMap(Function.identity(), visits::get));
        return NaiveSearch.search(theirs, first, days, length, Occupancy.GRID).stream()
                .limit(limit)
                .toList();
    }

    /** Ids, codes and instants need no escaping. */
    String query() {
        return parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }
}
