package org.visita.availability;

import static org.awaitility.Awaitility.await;

import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.visita.contracts.booking.BookingStatus;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.EquipmentEntry;
import org.visita.contracts.catalog.LocationEntry;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PractitionerEntry;
import org.visita.contracts.catalog.RoomEntry;
import org.visita.contracts.catalog.ScheduleEntry;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.testing.Tokens;

/** A clinic of its own for one test, told to this service by the catalog's topic. */
public final class SearchClinic {

    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    public final String id = "clinic-" + UUID.randomUUID();
    /** Three days ahead: far enough from now, whatever the hour and the zone. */
    public final LocalDate day = LocalDate.now(BERLIN).plusDays(3);

    private int entries;

    public String location() {
        return location(BERLIN);
    }

    public String location(ZoneId zone) {
        return send(new LocationEntry(zone.getId(), List.of(), List.of()));
    }

    public String practitioner() {
        return practitioner(List.of(), List.of());
    }

    public String practitioner(List<String> specialties, List<String> languages) {
        return send(new PractitionerEntry(List.of(), specialties, languages));
    }

    public String room(String location) {
        return send(new RoomEntry(location));
    }

    public String device(String location, String type) {
        return send(new EquipmentEntry(location, type));
    }

    /** Every day, from the one time to the other. */
    public String hours(String practitioner, String location, String start, String end) {
        return hours(practitioner, location, start, end, OfferedModality.EITHER);
    }

    public String hours(String practitioner, String location, String start, String end, OfferedModality modality) {
        return send(new ScheduleEntry(practitioner, location, null, null, everyDay(start, end), modality));
    }

    /** From eight to ten, every day from that one on. */
    public String hours(String practitioner, String location, LocalDate first) {
        return send(new ScheduleEntry(
                practitioner, location, first, null, everyDay("08:00", "10:00"), OfferedModality.EITHER));
    }

    private static List<ScheduleEntry.Window> everyDay(String start, String end) {
        return Stream.of(DayOfWeek.values())
                .map(weekday -> new ScheduleEntry.Window(weekday.name(), start, end))
                .toList();
    }

    public String visitType(Offered offered) {
        return send(offered.entry());
    }

    /** Waits until this service knows all of the clinic. */
    public SearchClinic open() {
        CatalogCopy copy = Arc.container().instance(CatalogCopy.class).get();
        await().until(() -> copy.entries(id).size() == entries);
        return this;
    }

    private String send(Record entry) {
        String entryId = UUID.randomUUID().toString();
        entries++;
        Topic.send(
                switch (entry) {
                    case LocationEntry location -> CatalogEntry.of(entryId, id, 1, location);
                    case PractitionerEntry practitioner -> CatalogEntry.of(entryId, id, 1, practitioner);
                    case RoomEntry room -> CatalogEntry.of(entryId, id, 1, room);
                    case EquipmentEntry device -> CatalogEntry.of(entryId, id, 1, device);
                    case ScheduleEntry schedule -> CatalogEntry.of(entryId, id, 1, schedule);
                    case org.visita.contracts.catalog.VisitTypeEntry type -> CatalogEntry.of(entryId, id, 1, type);
                    default ->
                        throw new IllegalArgumentException(entry.getClass().getName());
                });
        return entryId;
    }

    /** A request of somebody who may search here. */
    public RequestSpecification request() {
        return RestAssured.given().auth().oauth2(Tokens.in(id, "slots:read"));
    }

    /** A search of so many whole days from {@link #day} on. */
    public RequestSpecification request(String visitType, int days) {
        return request()
                .queryParam("visitType", visitType)
                .queryParam("from", midnight(day))
                .queryParam("to", midnight(day.plusDays(days)));
    }

    public Response search(String visitType, int days) {
        return request(visitType, days).get("/v1/slots");
    }

    public static String midnight(LocalDate date) {
        return date.atStartOfDay(BERLIN).toOffsetDateTime().toString();
    }

    public Instant at(String time) {
        return day.atTime(LocalTime.parse(time)).atZone(BERLIN).toInstant();
    }

    public Visit visit(String visitType, String practitioner, String location, String time) {
        return new Visit(
                UUID.randomUUID().toString(),
                id,
                1,
                BookingStatus.BOOKED,
                visitType,
                practitioner,
                location,
                null,
                List.of(),
                null,
                at(time),
                Duration.ofMinutes(30),
                BERLIN);
    }

    /** The starts in Berlin's time, such as {@code 08:30}. */
    public static List<String> times(Response found) {
        return starts(found).stream()
                .map(start -> start.atZone(BERLIN).toLocalTime().toString())
                .toList();
    }

    public static List<Instant> starts(Response found) {
        return found.then().extract().jsonPath().getList("slots.start", String.class).stream()
                .map(start -> OffsetDateTime.parse(start).toInstant())
                .toList();
    }
}
