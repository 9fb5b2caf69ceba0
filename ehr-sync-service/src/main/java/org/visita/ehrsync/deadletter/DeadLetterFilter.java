package org.visita.ehrsync.deadletter;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.QueryTimes;
import org.visita.kit.topics.EventJson;

/**
 * Which dead letters are meant; a component that is null excludes none.
 *
 * @param cause compared as a whole; empty for those that have none, which is asked for as {@value #NO_CAUSE}
 * @param states at least one
 * @param from first instant of the last failure, included
 * @param to end, excluded
 */
public record DeadLetterFilter(
        UUID connection,
        String code,
        String cause,
        @JsonProperty("dead_class") String deadClass,
        String booking,
        List<String> states,
        @JsonProperty("failed_from") Instant from,
        @JsonProperty("failed_to") Instant to) {

    /** Those that nobody has done anything about. */
    public static final String OPEN = "open";

    /** In place of a cause, for an empty parameter of a request is refused; no cause is called so. */
    private static final String NO_CAUSE = "none";

    private static final String JOIN = """
            join json_to_record(cast(cast(?2 as text) as json)) as f (
                connection uuid, code text, cause text, dead_class text, booking text, states json,
                failed_from timestamptz, failed_to timestamptz)
              on (f.connection is null or l.connection_id = f.connection)
                and (f.code is null or l.code = f.code)
                and (f.cause is null or l.cause = f.cause)
                and (f.dead_class is null or l.class = f.dead_class)
                and (f.booking is null or l.booking_id = f.booking)
                and l.state in (select json_array_elements_text(f.states))
                and (f.failed_from is null or l.last_failed_at >= f.failed_from)
                and (f.failed_to is null or l.last_failed_at < f.failed_to)
            """;

    private static final List<String> STATES = List.of(OPEN, "retrying", "resolved", "discarded");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern BOOKING = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final int LONGEST_CAUSE = 255;

    /** As it came: texts that nobody has looked at. */
    public record Asked(
            String connection,
            String code,
            String cause,
            String deadClass,
            String booking,
            List<String> states,
            String from,
            String to) {}

    /**
     * @param pointer where a name stands in the request, for the errors
     * @throws org.visita.kit.problem.RefusedException with all that is wrong
     */
    public static DeadLetterFilter of(Asked asked, UnaryOperator<String> pointer) {
        List<FieldError> errors = new ArrayList<>();
        DeadLetterFilter filter = of(asked, pointer, errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors).asException();
        }
        return filter;
    }

    /** @param errors where to put what is wrong */
    public static DeadLetterFilter of(Asked asked, UnaryOperator<String> pointer, List<FieldError> errors) {
        List<String> states = asked.states() == null || asked.states().isEmpty() ? List.of(OPEN) : asked.states();
        UUID connection = Ids.parse(asked.connection()).orElse(null);
        check(asked.connection() == null || connection != null, pointer.apply("connection"), "is not an id", errors);
        check(
                asked.code() == null || CODE.matcher(asked.code()).matches(),
                pointer.apply("code"),
                "is a code, lower case with hyphens",
                errors);
        check(
                asked.cause() == null || asked.cause().length() <= LONGEST_CAUSE,
                pointer.apply("cause"),
                "has at most " + LONGEST_CAUSE + " characters",
                errors);
        check(
                asked.deadClass() == null || asked.deadClass().matches("permanent|exhausted"),
                pointer.apply("class"),
                "is permanent or exhausted",
                errors);
        check(
                asked.booking() == null || BOOKING.matcher(asked.booking()).matches(),
                pointer.apply("booking"),
                "is not an id",
                errors);
        check(STATES.containsAll(states), pointer.apply("state"), "is one of " + String.join(", ", STATES), errors);
        String cause = NO_CAUSE.equals(asked.cause()) ? "" : asked.cause();
        Instant from = instant(asked.from(), pointer.apply("from"), errors);
        Instant to = instant(asked.to(), pointer.apply("to"), errors);
        check(from == null || to == null || from.isBefore(to), pointer.apply("to"), "is after from", errors);
        return new DeadLetterFilter(
                connection, asked.code(), cause, asked.deadClass(), asked.booking(), states, from, to);
    }

    /** To be joined with {@code dead_letter l}; parameter 2 is {@link #json}. */
    public String join() {
        // In words, where it can be: only so the database sees that the index of the open ones will do.
        return states.equals(List.of(OPEN)) ? JOIN + " and l.state = 'open' " : JOIN;
    }

    /** To be read back with {@link #fromJson}. */
    public String json() {
        return new String(EventJson.write(this), StandardCharsets.UTF_8);
    }

    public static DeadLetterFilter fromJson(String json) {
        return EventJson.read(json.getBytes(StandardCharsets.UTF_8), DeadLetterFilter.class);
    }

    private static Instant instant(String text, String pointer, List<FieldError> errors) {
        var time = text == null ? null : QueryTimes.parse(text).orElse(null);
        check(text == null || time != null, pointer, QueryTimes.EXPECTED, errors);
        return time == null ? null : time.toInstant();
    }

    private static void check(boolean fine, String pointer, String problem, List<FieldError> errors) {
        if (!fine) {
            errors.add(new FieldError(pointer, problem));
        }
    }
}
