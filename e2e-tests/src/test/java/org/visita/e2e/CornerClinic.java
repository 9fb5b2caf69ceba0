package org.visita.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.visita.local.clinic.Gateway;
import org.visita.local.clinic.GatewayProblem;
import org.visita.local.stack.LocalStack;

/**
 * A place of its own, made through the gateway: one works by day, one at night, and both need the only room and the only
 * device. Its slots lie further apart than a visit with its buffers, so all of them can be booked.
 */
final class CornerClinic {

    static final ZoneId ZONE = ZoneId.of("America/St_Johns");
    static final int PER_DAY = 2;

    private static final AtomicInteger TURN = new AtomicInteger();

    private final Gateway admin;
    private final Gateway desk;
    private final List<String> patients;
    private final String location;
    private final String dayDoctor;
    private final String nightDoctor;
    private final String scan;
    private final String limited;

    private CornerClinic(LocalStack stack) {
        admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
        desk = new Gateway(stack.gateway(), TestStack.clinic().apiKey());
        patients = TestStack.clinic().patients();
        ObjectNode place = object().put("name", "The corner").put("zone", ZONE.getId());
        windows(place, "openingHours", "05:00", "24:00");
        location = create("/v1/locations", place);
        create("/v1/rooms", object().put("name", "One").put("locationId", location));
        create(
                "/v1/equipment",
                object().put("name", "Scanner").put("locationId", location).put("type", "scanner"));
        dayDoctor = doctor("06:00", "12:00", "12:30", "16:00");
        nightDoctor = doctor("22:00", "03:00");
        scan = create("/v1/visit-types", visitType("Scan"));
        ObjectNode rare = visitType("Rare scan");
        rare.putObject("limits").put("perDay", PER_DAY);
        limited = create("/v1/visit-types", rare);
    }

    static CornerClinic open(LocalStack stack) {
        return new CornerClinic(stack);
    }

    String dayDoctor() {
        return dayDoctor;
    }

    /** Another day's hours, a morning off, a holiday. */
    void gets_odd_days(LocalDate firstDay) {
        ObjectNode override = object().put("practitionerId", dayDoctor)
                .put("locationId", location)
                .put("date", firstDay.plusDays(1).toString());
        override.putArray("windows").addObject().put("start", "10:00").put("end", "11:40");
        create("/v1/overrides", override);
        create(
                "/v1/time-off",
                object().put("practitionerId", dayDoctor)
                        .put("start", at(firstDay.plusDays(2), 8))
                        .put("end", at(firstDay.plusDays(2), 11)));
        ObjectNode holiday = object().put("name", "Founders' day")
                .put("firstDate", firstDay.plusDays(3).toString());
        holiday.putArray("locationIds").add(location);
        create("/v1/holidays", holiday);
    }

    List<JsonNode> slots(LocalDate from, int days) {
        return slots(scan, from, days);
    }

    List<JsonNode> limitedSlots(LocalDate day) {
        return slots(limited, day, 1);
    }

    /** Books it, for the next patient in turn who is free then; empty if it was booked, else the code. */
    Optional<String> refusalOf(JsonNode slot) {
        Instant start = OffsetDateTime.parse(slot.path("start").asText()).toInstant();
        return refusalOf(
                slot.path("visitTypeId").asText(),
                start,
                slot.path("practitionerId").asText());
    }

    Optional<String> refusalByDayDoctor(Instant start) {
        return refusalOf(scan, start, dayDoctor);
    }

    Optional<String> refusalOfLimited(Instant start) {
        return refusalOf(limited, start, dayDoctor);
    }

    private Optional<String> refusalOf(String visitType, Instant start, String practitioner) {
        for (String ignored : patients) {
            try {
                book(visitType, start, practitioner);
                return Optional.empty();
            } catch (GatewayProblem refused) {
                if (!refused.code().equals("patient-conflict")) {
                    return Optional.of(refused.code());
                }
            }
        }
        return Optional.of("patient-conflict");
    }

    private void book(String visitType, Instant start, String practitioner) {
        desk.post(
                "/v1/bookings",
                object().put("patientId", patients.get(TURN.getAndIncrement() % patients.size()))
                        .put("visitTypeId", visitType)
                        .put("start", start.toString())
                        .put("practitionerId", practitioner)
                        .put("locationId", location),
                UUID.randomUUID().toString());
    }

    private List<JsonNode> slots(String visitType, LocalDate from, int days) {
        Map<String, String> query = Map.of(
                "visitType",
                visitType,
                "from",
                at(from, 0),
                "to",
                at(from.plusDays(days), 0),
                "location",
                location,
                "limit",
                "1000");
        JsonNode found = await().atMost(Duration.ofSeconds(30))
                .until(() -> desk.get("/v1/slots", query), answer -> answer.path("complete")
                        .asBoolean());
        List<JsonNode> slots = new ArrayList<>();
        found.path("slots").forEach(slots::add);
        return slots;
    }

    private String doctor(String... times) {
        String id = create("/v1/practitioners", object().put("name", "Dr Corner"));
        ObjectNode hours = object().put("practitionerId", id).put("locationId", location);
        windows(hours, "windows", times);
        create("/v1/schedules", hours);
        return id;
    }

    private ObjectNode visitType(String name) {
        ObjectNode type = object().put("name", name)
                .put("duration", "PT30M")
                .put("slotInterval", "PT40M")
                .put("bufferBefore", "PT5M")
                .put("bufferAfter", "PT5M")
                .put("requiresRoom", true);
        // Without a code no EHR is told of the visit.
        type.putObject("serviceType").put("system", "urn:corner:visits").put("code", "scan");
        type.putArray("equipmentTypes").add("scanner");
        type.putArray("practitionerIds").add(dayDoctor).add(nightDoctor);
        return type;
    }

    private static void windows(ObjectNode of, String field, String... times) {
        var windows = of.putArray(field);
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int i = 0; i < times.length; i += 2) {
                windows.addObject()
                        .put("day", day.name())
                        .put("start", times[i])
                        .put("end", times[i + 1]);
            }
        }
    }

    private static String at(LocalDate date, int hour) {
        return date.atTime(hour, 0).atZone(ZONE).toOffsetDateTime().toString();
    }

    private String create(String path, ObjectNode body) {
        return admin.post(path, body, UUID.randomUUID().toString()).path("id").asText();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
