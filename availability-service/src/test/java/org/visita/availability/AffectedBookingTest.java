package org.visita.availability;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.Desk.with;
import static org.visita.availability.WholeCatalog.everyDay;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.paging.Cursors;
import org.visita.kit.testing.Tokens;

@AvailabilityTest
class AffectedBookingTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Two visits stand: at nine on this date, and on the next. */
    private static final LocalDate DAY = LocalDate.now(BERLIN).plusDays(3);

    private static final Map<String, Object> NO_BODY = Map.of();

    @Inject
    DataSource database;

    /**
     * @param method in whose way the clinic's thing of that kind is changed, or another one made
     * @param change fields to send beside the usual ones
     * @param affected how many of the two visits it hits
     */
    record Change(String method, String path, Map<String, Object> change, int affected) {}

    static Stream<Change> changes() {
        return Stream.of(
                new Change("POST", "/v1/time-off", Map.of("start", at(DAY, "09:15"), "end", at(DAY, "09:20")), 1),
                new Change("POST", "/v1/time-off", Map.of("start", at(DAY, "00:00"), "end", at(DAY, "09:00")), 0),
                new Change("POST", "/v1/time-off", Map.of("start", at(DAY, "09:30"), "end", at(DAY, "23:00")), 0),
                new Change(
                        "PUT",
                        "/v1/time-off",
                        Map.of("start", at(DAY, "08:00"), "end", at(DAY.plusDays(2), "08:00")),
                        2),
                new Change("DELETE", "/v1/time-off", NO_BODY, 0),
                new Change("POST", "/v1/holidays", Map.of("firstDate", DAY.toString()), 1),
                new Change("POST", "/v1/holidays", Map.of("firstDate", DAY.toString(), "locationIds", List.of()), 1),
                new Change(
                        "POST",
                        "/v1/holidays",
                        Map.of("firstDate", DAY.minusDays(1).toString()),
                        0),
                new Change(
                        "PUT",
                        "/v1/holidays",
                        Map.of(
                                "firstDate",
                                DAY.toString(),
                                "lastDate",
                                DAY.plusDays(1).toString()),
                        2),
                new Change("POST", "/v1/overrides", Map.of("date", DAY.toString(), "windows", List.of()), 1),
                new Change("POST", "/v1/overrides", Map.of("date", DAY.toString()), 1),
                new Change(
                        "PUT",
                        "/v1/overrides",
                        Map.of("date", DAY.toString(), "windows", List.of(Map.of("start", "09:00", "end", "09:30"))),
                        0),
                new Change(
                        "POST",
                        "/v1/overrides",
                        Map.of(
                                "date",
                                DAY.toString(),
                                "modality",
                                "telehealth",
                                "windows",
                                List.of(Map.of("start", "08:00", "end", "18:00"))),
                        1),
                new Change("PUT", "/v1/schedules", Map.of("windows", everyDay("08:00", "09:29")), 2),
                new Change("PUT", "/v1/schedules", Map.of("windows", everyDay("09:00", "09:30")), 0),
                new Change(
                        "PUT",
                        "/v1/schedules",
                        Map.of("validFrom", DAY.plusDays(1).toString()),
                        1),
                new Change("PUT", "/v1/schedules", Map.of("modality", "telehealth"), 2),
                new Change("POST", "/v1/schedules", Map.of("windows", everyDay("12:00", "13:00")), 0),
                new Change("DELETE", "/v1/schedules", NO_BODY, 2),
                new Change("PUT", "/v1/visit-types", Map.of("modality", "telehealth"), 2),
                new Change("PUT", "/v1/visit-types", Map.of("modality", "either"), 0),
                new Change("PUT", "/v1/visit-types", Map.of("duration", "PT45M", "notice", "PT300H"), 0),
                new Change("DELETE", "/v1/visit-types", NO_BODY, 2),
                new Change("DELETE", "/v1/rooms", NO_BODY, 2),
                new Change("DELETE", "/v1/equipment", NO_BODY, 2),
                new Change("PUT", "/v1/locations", Map.of("zone", "America/New_York"), 2),
                new Change("PUT", "/v1/locations", Map.of("zone", "Europe/Vienna"), 0),
                new Change("PUT", "/v1/locations", Map.of("openingHours", everyDay("09:10", "20:00")), 2),
                new Change("PUT", "/v1/practitioners", Map.of("languages", List.of()), 0));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void a_change_is_accepted_and_says_what_it_hits_as_its_trial_did(Change change) {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        List<BookingSnapshot> bookings = List.of(booking(catalog, DAY), booking(catalog, DAY.plusDays(1)));
        StandingBookings.send(bookings);

        Response trial = send(catalog, change, "?dryRun=true");
        trial.then().statusCode(200).body("dryRun", equalTo(true)).body("id", equalTo(null));
        assertThat(trial.header("ETag")).isNull();
        assertThat(trial.header("Location")).isNull();
        assertThat(ids(catalog.desk().get("/v1/affected-bookings")))
                .as("nothing has changed")
                .isEmpty();

        Response made = send(catalog, change, "");
        made.then().statusCode(change.method().equals("POST") ? 201 : 200);
        for (String told : List.of("affectedBookings.count", "affectedBookings.bookings")) {
            assertThat(made.<Object>path(told)).isEqualTo(trial.path(told));
        }
        List<String> hit = bookings.stream()
                .limit(change.affected())
                .map(BookingSnapshot::id)
                .toList();
        made.then().body("affectedBookings.count", equalTo(change.affected()));
        assertThat(made.jsonPath().getList("affectedBookings.bookings.id")).isEqualTo(hit);
        assertThat(ids(catalog.desk().get("/v1/affected-bookings")))
                .as("what was hit stays on the desk's list")
                .isEqualTo(hit);
    }

    @Test
    void an_affected_booking_is_told_by_ids_and_times_alone() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        BookingSnapshot booking = booking(catalog, DAY);
        StandingBookings.send(List.of(booking));
        Map<String, Object> told =
                catalog.desk().delete(catalog.at("/v1/rooms"), 1).path("affectedBookings.bookings[0]");
        OffsetDateTime start = booking.start().atZone(BERLIN).toOffsetDateTime();
        assertThat(told)
                .containsOnly(
                        entry("id", booking.id()),
                        entry("visitTypeId", booking.visitTypeId()),
                        entry("practitionerId", booking.practitionerId()),
                        entry("locationId", booking.locationId()),
                        entry("start", text(start)),
                        entry("end", text(start.plusMinutes(30))));
    }

    @Test
    void what_is_over_or_cancelled_or_held_or_did_not_fit_before_is_not_hit() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        BookingSnapshot standing = booking(catalog, DAY);
        StandingBookings.send(List.of(
                standing,
                StandingBookings.at(catalog, instant(DAY, "08:00"), BookingStatus.CANCELLED),
                StandingBookings.at(catalog, instant(DAY, "08:30"), BookingStatus.NO_SHOW),
                StandingBookings.heldAt(catalog, instant(DAY, "09:30")),
                StandingBookings.at(catalog, instant(DAY, "12:00"), BookingStatus.BOOKED),
                StandingBookings.at(catalog, instant(DAY.minusDays(10), "09:00"), BookingStatus.BOOKED)));
        Response deleted = catalog.desk().delete(catalog.at("/v1/schedules"), 1);
        assertThat(deleted.jsonPath().getList("affectedBookings.bookings.id")).containsExactly(standing.id());
    }

    @Test
    void many_are_counted_and_the_first_ones_told_and_the_list_is_paged() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        List<BookingSnapshot> bookings = IntStream.range(0, 25)
                .mapToObj(day -> booking(catalog, DAY.plusDays(24 - day)))
                .toList();
        StandingBookings.send(bookings);
        List<String> inOrder =
                bookings.reversed().stream().map(BookingSnapshot::id).toList();

        Response deleted = catalog.desk().delete(catalog.at("/v1/schedules"), 1);
        deleted.then().statusCode(200).body("affectedBookings.count", equalTo(25));
        assertThat(deleted.jsonPath().getList("affectedBookings.bookings.id")).isEqualTo(inOrder.subList(0, 20));

        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, Object> query = new HashMap<>(Map.of("limit", 10));
            query.put("practitioner", catalog.id("/v1/practitioners"));
            if (cursor != null) {
                query.put("cursor", cursor);
            }
            Response page = catalog.desk().request().queryParams(query).get("/v1/affected-bookings");
            listed.addAll(ids(page));
            cursor = page.path("next");
            assertThat(page.header("Link") != null).isEqualTo(cursor != null);
        } while (cursor != null);
        assertThat(listed).isEqualTo(inOrder);
    }

    @Test
    void more_bookings_than_one_look_takes_are_all_held_against_the_change() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        int count = 22_000;
        Instant from = instant(DAY, "08:00");
        StandingBookings.fill(catalog, from, count);
        // From eight to ten fit: 24 visits of five minutes on each of these days, and a last day cut short.
        int fit = (int) IntStream.range(0, count)
                .mapToObj(at -> from.plusSeconds(300L * at).atZone(BERLIN).toLocalTime())
                .filter(time -> !time.isBefore(LocalTime.of(8, 0)) && time.isBefore(LocalTime.of(10, 0)))
                .count();
        catalog.desk()
                .delete(catalog.at("/v1/schedules") + "?dryRun=true", 1)
                .then()
                .statusCode(200)
                .body("affectedBookings.count", equalTo(fit));

        catalog.desk()
                .put(
                        catalog.at("/v1/schedules"),
                        1,
                        with(catalog.body("/v1/schedules"), "windows", everyDay("00:00", "24:00")));
        int seen = 0;
        int pages = 0;
        String cursor = null;
        do {
            var request = catalog.desk().request().queryParam("limit", 100);
            Response page =
                    (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/affected-bookings");
            page.then().statusCode(200);
            seen += ids(page).size();
            pages++;
            cursor = page.path("next");
        } while (cursor != null);
        assertThat(seen).as("all of them fit").isZero();
        assertThat(pages).as("the work of one request is bounded").isEqualTo(2);
    }

    @Test
    void the_list_can_be_narrowed_to_who_is_gone_but_not_to_who_never_was() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        StandingBookings.send(List.of(booking(catalog, DAY)));
        for (String path : WholeCatalog.PATHS.reversed()) {
            catalog.desk().delete(catalog.at(path), 1).then().statusCode(200);
        }
        assertThat(ids(catalog.desk()
                        .get("/v1/affected-bookings?practitioner=" + catalog.id("/v1/practitioners") + "&location="
                                + catalog.id("/v1/locations"))))
                .hasSize(1);
        new Desk(Tokens.OTHER_CLINIC)
                .get("/v1/affected-bookings?practitioner=" + catalog.id("/v1/practitioners"))
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-reference"))
                .body("errors[0].pointer", equalTo("?practitioner"));
        for (String query : new String[] {"location=x", "limit=0", "cursor=x", "cursor=eA", "room=1", "location="}) {
            catalog.desk().get("/v1/affected-bookings?" + query).then().statusCode(400);
        }
    }

    @Test
    void only_an_upcoming_booking_keeps_the_name_of_who_is_gone() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        StandingBookings.send(List.of(
                booking(catalog, DAY.minusDays(10)),
                StandingBookings.heldAt(catalog, instant(DAY, "09:30")),
                StandingBookings.at(catalog, instant(DAY, "09:00"), BookingStatus.CANCELLED)));
        String practitioner = "/v1/affected-bookings?practitioner=" + catalog.id("/v1/practitioners");
        catalog.desk().get(practitioner).then().statusCode(200);
        for (String path : WholeCatalog.PATHS.reversed()) {
            catalog.desk().delete(catalog.at(path), 1).then().statusCode(200);
        }
        catalog.desk().get(practitioner).then().statusCode(422).body("code", equalTo("unknown-reference"));
    }

    @Test
    void a_cursor_of_another_age_is_none_and_one_of_the_past_begins_now() {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        BookingSnapshot upcoming = booking(catalog, DAY);
        StandingBookings.send(List.of(upcoming, booking(catalog, DAY.minusDays(10))));
        catalog.desk().delete(catalog.at("/v1/schedules"), 1).then().statusCode(200);
        for (String start :
                List.of("1969-12-31T23:59:59Z", "2200-01-02T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z")) {
            catalog.desk()
                    .get("/v1/affected-bookings?cursor=" + Cursors.encode(start + "/" + UUID.randomUUID()))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-request"))
                    .body("errors[0].pointer", equalTo("?cursor"));
        }
        assertThat(ids(catalog.desk()
                        .get("/v1/affected-bookings?cursor="
                                + Cursors.encode("1970-01-01T00:00:00Z/" + UUID.randomUUID()))))
                .containsExactly(upcoming.id());
    }

    @Test
    void an_answer_that_may_lack_bookings_says_so() throws SQLException {
        WholeCatalog catalog = WholeCatalog.open(Desk.ofNewClinic());
        StandingBookings.send(List.of(booking(catalog, DAY)));
        String trial = catalog.at("/v1/rooms") + "?dryRun=true";
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Can be read, and not written.
            statement.execute("lock table taken_time in share mode");
            try {
                Topic.send(booking(catalog, DAY.plusDays(1)));
                await().untilAsserted(() -> catalog.desk()
                        .get("/v1/affected-bookings")
                        .then()
                        .statusCode(200)
                        .body("complete", equalTo(false))
                        .body("reason", equalTo("bookings-behind")));
                catalog.desk()
                        .delete(trial, 1)
                        .then()
                        .statusCode(200)
                        .body("affectedBookings.count", equalTo(1))
                        .body("affectedBookings.complete", equalTo(false))
                        .body("affectedBookings.reason", equalTo("bookings-behind"));
            } finally {
                connection.rollback();
            }
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> catalog.desk()
                .delete(trial, 1)
                .then()
                .body("affectedBookings.count", equalTo(2))
                .body("affectedBookings.complete", equalTo(true))
                .body("affectedBookings.reason", equalTo(null)));
        catalog.desk().get("/v1/affected-bookings").then().body("complete", equalTo(true));
    }

    private static Response send(WholeCatalog catalog, Change change, String query) {
        Map<String, Object> body = new HashMap<>(catalog.body(change.path()));
        body.putAll(change.change());
        return switch (change.method()) {
            case "POST" -> {
                if (change.path().equals("/v1/overrides") && !change.change().containsKey("windows")) {
                    body.remove("windows");
                }
                yield catalog.desk().post(change.path() + query, body);
            }
            case "PUT" -> catalog.desk().put(catalog.at(change.path()) + query, 1, body);
            default -> catalog.desk().delete(catalog.at(change.path()) + query, 1);
        };
    }

    private static BookingSnapshot booking(WholeCatalog catalog, LocalDate date) {
        return StandingBookings.at(catalog, instant(date, "09:00"), BookingStatus.BOOKED);
    }

    private static Instant instant(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).atZone(BERLIN).toInstant();
    }

    private static String at(LocalDate date, String time) {
        return text(instant(date, time).atZone(BERLIN).toOffsetDateTime());
    }

    private static String text(OffsetDateTime time) {
        return java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    private static List<String> ids(Response page) {
        return page.jsonPath().getList("items.id");
    }
}
