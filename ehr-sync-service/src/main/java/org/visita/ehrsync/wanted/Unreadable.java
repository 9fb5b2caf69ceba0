package org.visita.ehrsync.wanted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.visita.contracts.booking.BookingStatus;

/**
 * Why bytes are no booking event, and what can be read of them: ids and codes, and these only if they look like some. A
 * record that nobody checked may hold anything anywhere.
 *
 * @param problem {@code empty}, {@code not-utf8}, {@code not-json}, {@code not-an-event}, {@code missing-field:<name>},
 *     {@code bad-field:<name>} or {@code schema}
 * @param decoded {@code type}, {@code eventId}, {@code bookingId}, {@code clinic}, {@code version}, {@code status}: as far
 *     as they are there
 */
record Unreadable(String problem, Map<String, Object> decoded) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TYPE = Pattern.compile("[a-z]{1,32}\\.[a-z]{1,32}");

    private static final List<String> IDS = List.of(
            "/booking/id",
            "/booking/clinic",
            "/booking/patientId",
            "/booking/visitTypeId",
            "/booking/practitionerId",
            "/booking/locationId");
    private static final List<String> OTHERS = List.of(
            "/type",
            "/occurredAt",
            "/origin",
            "/changes",
            "/booking/version",
            "/booking/status",
            "/booking/start",
            "/booking/end",
            "/booking/createdAt");

    /** @param bytes that {@link ReadBookingEvent} would not take */
    static Unreadable of(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            return new Unreadable("empty", Map.of());
        }
        if (!isUtf8(bytes)) {
            return new Unreadable("not-utf8", decoded(PartOfEvent.of(bytes)));
        }
        try {
            JsonNode event = JSON.readTree(bytes);
            return event.path("booking").isObject()
                    ? new Unreadable(problem(event), decoded(event))
                    : new Unreadable("not-an-event", decoded(event));
        } catch (IOException notJson) {
            return new Unreadable("not-json", decoded(PartOfEvent.of(bytes)));
        }
    }

    /** Of the clinic that it names; null if it names none. */
    String clinic() {
        return (String) decoded.get("clinic");
    }

    private static String problem(JsonNode event) {
        for (String field : concat(IDS, OTHERS)) {
            if (event.at(field).isMissingNode() || event.at(field).isNull()) {
                return "missing-field:" + name(field);
            }
        }
        for (String field : IDS) {
            if (!isId(event.at(field).asText())) {
                return "bad-field:" + name(field);
            }
        }
        return event.at("/booking/version").asInt() < 1
                        || !event.at("/booking/version").isInt()
                ? "bad-field:booking.version"
                : isStatus(event.at("/booking/status").asText()) ? "schema" : "bad-field:booking.status";
    }

    private static List<String> concat(List<String> one, List<String> other) {
        return Stream.of(one, other).flatMap(List::stream).toList();
    }

    private static String name(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }

    private static Map<String, Object> decoded(JsonNode event) {
        Map<String, Object> decoded = new LinkedHashMap<>();
        put(decoded, "type", event.path("type"), text -> TYPE.matcher(text).matches());
        put(decoded, "eventId", event.path("eventId"), Unreadable::isId);
        put(decoded, "bookingId", event.at("/booking/id"), Unreadable::isId);
        put(decoded, "clinic", event.at("/booking/clinic"), Unreadable::isId);
        put(decoded, "status", event.at("/booking/status"), Unreadable::isStatus);
        if (event.at("/booking/version").isInt()) {
            decoded.put("version", event.at("/booking/version").asInt());
        }
        return decoded;
    }

    private static void put(Map<String, Object> decoded, String name, JsonNode value, Predicate<String> isOne) {
        if (value.isTextual() && isOne.test(value.textValue())) {
            decoded.put(name, value.textValue());
        }
    }

    private static boolean isId(String text) {
        return ReadBookingEvent.ID.matcher(text).matches();
    }

    private static boolean isStatus(String text) {
        return Arrays.stream(BookingStatus.values())
                .anyMatch(status -> status.name().equals(text));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }
}
