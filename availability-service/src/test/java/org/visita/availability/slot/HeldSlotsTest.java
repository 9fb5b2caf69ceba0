package org.visita.availability.slot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.visita.availability.SearchClinic.times;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;
import org.visita.availability.Topic;
import org.visita.availability.Visit;
import org.visita.contracts.Actor;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.Reach;
import org.visita.kit.testing.Tokens;
import org.visita.rules.SlotFilter;

/** What holds do to the list: of those who hold, and of all others. */
@AvailabilityTest
class HeldSlotsTest {

    private static final Actor ANA = Actor.parse("patient:ana");
    private static final Actor BEN = Actor.parse("key:ben");
    private static final Actor NOBODY = Actor.parse("staff:none");

    /** To the microsecond, as tables keep it. */
    private final Instant until = Instant.now().plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MICROS);

    private final SearchClinic clinic = new SearchClinic();
    private final String location = clinic.location();
    private final String practitioner = clinic.practitioner();
    private final String hours = clinic.hours(practitioner, location, "08:00", "10:00");

    @Inject
    SweepSlots sweeps;

    /** In memory, and beyond what is in memory. */
    @ParameterizedTest
    @ValueSource(ints = {0, 450})
    void a_hold_is_seen_by_all_but_its_holder_until_it_is_booked_or_ends(int days) {
        String type = clinic.visitType(Offered.PLAIN.upTo(Duration.ofDays(600)));
        clinic.open();
        Visit held = on(days, "09:00", type).heldBy(ANA, until).send();
        Visit other = on(days, "08:30", type).heldBy(BEN, until).send();
        await().untilAsserted(
                        () -> assertThat(times(search(BEN, type, days))).containsExactly("08:00", "08:30", "09:30"));
        await().untilAsserted(
                        () -> assertThat(times(search(ANA, type, days))).containsExactly("08:00", "09:00", "09:30"));

        Visit booked = held.become(BookingStatus.BOOKED).send();
        await().untilAsserted(() -> assertThat(times(search(ANA, type, days))).containsExactly("08:00", "09:30"));
        assertThat(times(search(BEN, type, days))).containsExactly("08:00", "08:30", "09:30");

        // Late, and once more: nothing is held again.
        held.send();
        other.become(BookingStatus.CANCELLED).send();
        other.send();
        await().untilAsserted(
                        () -> assertThat(times(search(ANA, type, days))).containsExactly("08:00", "08:30", "09:30"));
        booked.become(BookingStatus.CANCELLED).send();
        await().untilAsserted(() -> assertThat(times(search(ANA, type, days))).hasSize(4));
    }

    @Test
    void a_hold_that_has_expired_blocks_nobody_though_no_event_says_so() {
        String type = clinic.visitType(Offered.PLAIN.limited(2, null));
        clinic.open();
        visit("09:00", type).heldBy(ANA, until).send();
        visit("09:30", type).heldBy(BEN, until.plusSeconds(1)).send();
        await().untilAsserted(() -> assertThat(times(search(NOBODY, type, 0)))
                .as("two a day are the limit")
                .isEmpty());

        assertThat(starts(BEN, type, until.minusNanos(1000))).containsExactly("08:00", "08:30", "09:30");
        assertThat(starts(BEN, type, until)).hasSize(4);
        assertThat(starts(ANA, type, until)).containsExactly("08:00", "08:30", "09:00");
        assertThat(starts(ANA, type, until.plusSeconds(1))).hasSize(4);
    }

    /** What the service lists when its clock stands there. */
    private List<String> starts(Actor actor, String type, Instant now) {
        FindSlots then = new FindSlots(sweeps, Clock.fixed(now, ZoneOffset.UTC));
        Wish anything = new Wish(SlotFilter.ANY, null, null, SearchClinic.BERLIN);
        SlotSearch search = new SlotSearch(
                type, clinic.at("00:00"), clinic.at("00:00").plus(Duration.ofDays(1)), anything, null, 200, null);
        return then
                .find(new Caller(clinic.id, actor, Set.of(), Reach.EVERYTHING), search)
                .await()
                .atMost(Duration.ofSeconds(10))
                .slots()
                .stream()
                .map(slot -> slot.start().toLocalTime().toString())
                .toList();
    }

    @Test
    void a_hold_that_comes_when_it_is_over_changes_nothing() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        Visit over = visit("09:00", type).heldBy(ANA, Instant.now().minusSeconds(1));
        over.send();
        // Under the same key, so behind it on the same partition.
        Topic.send(over.id(), visit("08:00", type).snapshot());
        await().untilAsserted(() -> assertThat(times(search(BEN, type, 0))).containsExactly("08:30", "09:00", "09:30"));
    }

    @Test
    void a_seat_that_is_held_is_left_to_its_holder_and_a_session_of_holds_alone_goes_with_them() {
        String type = clinic.visitType(Offered.PLAIN.forGroupsOf(3).limited(1, null));
        clinic.open();
        Visit seat = visit("09:00", type).inSession(UUID.randomUUID().toString());
        seat.heldBy(ANA, until).send();
        await().untilAsserted(() -> assertThat(remaining(BEN, type)).containsExactly("09:00 2"));
        assertThat(remaining(ANA, type)).containsExactly("08:00 3", "08:30 3", "09:00 3", "09:30 3");

        Visit second = seat.another().heldBy(BEN, until).send();
        await().untilAsserted(() -> assertThat(remaining(ANA, type)).containsExactly("09:00 2"));
        Visit third = seat.another().send();
        await().untilAsserted(() -> assertThat(remaining(ANA, type)).containsExactly("09:00 1"));
        assertThat(remaining(BEN, type)).containsExactly("09:00 1");
        assertThat(starts(NOBODY, type, until.minusSeconds(1)))
                .as("full, and no second session that day")
                .isEmpty();

        second.become(BookingStatus.BOOKED).send();
        await().untilAsserted(() -> assertThat(remaining(BEN, type)).isEmpty());
        assertThat(remaining(ANA, type)).containsExactly("09:00 1");
        third.become(BookingStatus.CANCELLED).send();
        await().untilAsserted(() -> assertThat(remaining(BEN, type)).containsExactly("09:00 1"));
        assertThat(remaining(ANA, type)).containsExactly("09:00 2");
    }

    private List<String> remaining(Actor actor, String type) {
        Response found = search(actor, type, 0);
        List<Integer> seats = found.jsonPath().getList("slots.remaining", Integer.class);
        List<String> times = times(found);
        List<String> both = new ArrayList<>();
        for (int i = 0; i < seats.size(); i++) {
            both.add(times.get(i) + " " + seats.get(i));
        }
        return both;
    }

    @Test
    void rooms_and_devices_are_held_with_the_practitioner() {
        String colleague = clinic.practitioner();
        clinic.hours(colleague, location, "08:00", "10:00");
        String room = clinic.room(location);
        String device = clinic.device(location, "ultrasound");
        String scan = clinic.visitType(Offered.PLAIN.inRoomWith("ultrasound"));
        String seen = clinic.visitType(Offered.PLAIN.inRoomWith());
        String talk = clinic.visitType(Offered.PLAIN);
        clinic.open();
        visit("09:00", scan).with(room, device).heldBy(ANA, until).send();
        await().untilAsserted(() -> assertThat(times(search(BEN, scan, 0)))
                .as("neither of the two, for there is one device")
                .doesNotContain("09:00")
                .hasSize(6));
        assertThat(times(search(BEN, seen, 0))).as("there is one room").hasSize(6);
        assertThat(times(search(BEN, talk, 0))).as("the colleague is free").hasSize(7);
        for (String type : List.of(scan, seen, talk)) {
            assertThat(times(search(ANA, type, 0))).hasSize(8);
        }
    }

    @Test
    void first_slots_next_starts_groups_and_pages_leave_out_what_others_hold() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        visit("08:00", type).heldBy(ANA, until).send();
        visit("08:30", type).heldBy(BEN, until).send();
        await().untilAsserted(() -> assertThat(first(ANA, type)).isEqualTo("08:00"));
        await().untilAsserted(() -> assertThat(first(BEN, type)).isEqualTo("08:30"));
        assertThat(first(NOBODY, type)).isEqualTo("09:00");

        Response none = request(BEN)
                .queryParam("visitType", type)
                .queryParam("from", clinic.at("00:00").toString())
                .queryParam("to", clinic.at("08:30").toString())
                .get("/v1/slots");
        none.then().statusCode(200).body("slots", equalTo(List.of()));
        assertThat(time(none.path("nextAvailable"))).isEqualTo("08:30");

        Response page = day(BEN, type, 0).queryParam("limit", 2).get("/v1/slots");
        assertThat(times(page)).containsExactly("08:30", "09:00");
        assertThat(times(day(BEN, type, 0)
                        .queryParam("limit", 2)
                        .queryParam("cursor", page.<String>path("next"))
                        .get("/v1/slots")))
                .containsExactly("09:30");
        assertThat(day(BEN, type, 0)
                        .queryParam("groupBy", "practitioner")
                        .get("/v1/slots")
                        .jsonPath()
                        .getList("groups[0].slots"))
                .hasSize(3);
    }

    private String first(Actor actor, String type) {
        return time(request(actor)
                .queryParam("visitType", type)
                .queryParam("from", clinic.at("00:00").toString())
                .get("/v1/slots/first")
                .path("first[0].slot.start"));
    }

    private static String time(String start) {
        return OffsetDateTime.parse(start)
                .atZoneSameInstant(SearchClinic.BERLIN)
                .toLocalTime()
                .toString();
    }

    private Visit visit(String time, String type) {
        return on(0, time, type);
    }

    private Visit on(int days, String time, String type) {
        Visit visit = clinic.visit(type, practitioner, location, time);
        return visit.onDay(clinic.day.plusDays(days));
    }

    private RequestSpecification request(Actor actor) {
        return given().auth().oauth2(Tokens.by(actor.toString(), clinic.id, "slots:read"));
    }

    private RequestSpecification day(Actor actor, String type, int days) {
        return request(actor)
                .queryParam("visitType", type)
                .queryParam("from", SearchClinic.midnight(clinic.day.plusDays(days)))
                .queryParam("to", SearchClinic.midnight(clinic.day.plusDays(days + 1)));
    }

    private Response search(Actor actor, String type, int days) {
        return day(actor, type, days).get("/v1/slots");
    }
}
