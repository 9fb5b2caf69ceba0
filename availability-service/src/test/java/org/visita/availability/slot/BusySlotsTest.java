package org.visita.availability.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.visita.availability.SearchClinic.times;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.availability.AvailabilityTest;
import org.visita.availability.Offered;
import org.visita.availability.SearchClinic;
import org.visita.availability.Topic;
import org.visita.availability.Visit;
import org.visita.contracts.booking.BookingStatus;
import org.visita.kit.topics.EventJson;

/** What bookings do to the list. */
@AvailabilityTest
class BusySlotsTest {

    private final SearchClinic clinic = new SearchClinic();
    private final String location = clinic.location();
    private final String practitioner = clinic.practitioner();
    private final String hours = clinic.hours(practitioner, location, "08:00", "10:00");

    @Test
    void booking_moving_and_cancelling_are_followed() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        assertThat(times(clinic.search(type, 1))).containsExactly("08:00", "08:30", "09:00", "09:30");

        Visit visit = clinic.visit(type, practitioner, location, "09:00").send();
        await().untilAsserted(
                        () -> assertThat(times(clinic.search(type, 1))).containsExactly("08:00", "08:30", "09:30"));
        Visit moved = visit.at(clinic.at("08:30")).send();
        await().untilAsserted(
                        () -> assertThat(times(clinic.search(type, 1))).containsExactly("08:00", "09:00", "09:30"));
        moved.become(BookingStatus.CANCELLED).send();
        await().untilAsserted(() -> assertThat(times(clinic.search(type, 1))).hasSize(4));
    }

    @Test
    void what_is_old_or_cannot_be_read_changes_nothing_and_stops_nothing() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        Visit visit = clinic.visit(type, practitioner, location, "09:00");
        visit.send().become(BookingStatus.CANCELLED).send();
        visit.send();
        Topic.sendBytes(visit.id(), "not an event".getBytes());
        Topic.sendBytes(visit.id(), "{}".getBytes());
        Topic.sendBytes(visit.id(), null);
        Topic.sendBytes(
                visit.id(),
                json(visit.another()).replace("Europe/Berlin", "Mars/Olympus").getBytes());
        Topic.sendBytes(
                visit.id(),
                json(visit.another()).replace(practitioner, "nobody").getBytes());
        Topic.sendBytes(visit.id(), EventJson.write(Topic.event(backwards(visit.another()))));
        // Under the same key, so behind all of these on the same partition.
        Topic.send(visit.id(), visit.another().at(clinic.at("08:00")).snapshot());
        await().untilAsserted(
                        () -> assertThat(times(clinic.search(type, 1))).containsExactly("08:30", "09:00", "09:30"));
    }

    private static String json(Visit visit) {
        return new String(EventJson.write(Topic.event(visit.snapshot())));
    }

    private static org.visita.contracts.booking.BookingSnapshot backwards(Visit visit) {
        return new Visit(
                        visit.id(),
                        visit.clinic(),
                        1,
                        visit.status(),
                        visit.visitType(),
                        visit.practitioner(),
                        visit.location(),
                        null,
                        List.of(),
                        null,
                        visit.start(),
                        Duration.ofMinutes(-30),
                        visit.zone())
                .snapshot();
    }

    @Test
    void rooms_and_devices_are_taken_with_the_practitioner() {
        String colleague = clinic.practitioner();
        clinic.hours(colleague, location, "08:00", "10:00");
        String room = clinic.room(location);
        String device = clinic.device(location, "ultrasound");
        String scan = clinic.visitType(Offered.PLAIN.inRoomWith("ultrasound"));
        String talk = clinic.visitType(Offered.PLAIN);
        clinic.open();
        Response free = clinic.search(scan, 1);
        assertThat(times(free)).hasSize(8);
        assertThat(free.jsonPath().getString("slots[0].roomId")).isEqualTo(room);
        assertThat(free.jsonPath().getList("slots[0].equipmentIds", String.class))
                .containsExactly(device);

        Visit visit = clinic.visit(scan, practitioner, location, "09:00");
        Visit withDevice = new Visit(
                visit.id(),
                visit.clinic(),
                1,
                visit.status(),
                scan,
                practitioner,
                location,
                null,
                List.of(device),
                null,
                visit.start(),
                visit.duration(),
                visit.zone());
        withDevice.send();
        await().untilAsserted(() -> assertThat(times(clinic.search(scan, 1)))
                .as("neither of the two, for there is one device")
                .doesNotContain("09:00")
                .hasSize(6));
        assertThat(times(clinic.search(talk, 1)))
                .as("the colleague is free")
                .filteredOn("09:00"::equals)
                .hasSize(1);
    }

    @Test
    void a_group_has_seats_until_it_is_full() {
        String type = clinic.visitType(Offered.PLAIN.forGroupsOf(3));
        clinic.open();
        assertThat(remaining(type)).containsExactly(3, 3, 3, 3);

        String session = UUID.randomUUID().toString();
        Visit first = clinic.visit(type, practitioner, location, "09:00").inSession(session);
        first.send();
        Visit second = first.another().send();
        await().untilAsserted(() -> assertThat(remaining(type)).containsExactly(3, 3, 1, 3));

        first.another().send();
        await().untilAsserted(() -> assertThat(remaining(type)).containsExactly(3, 3, 3));
        assertThat(times(clinic.search(type, 1))).doesNotContain("09:00");

        second.become(BookingStatus.CANCELLED).send();
        await().untilAsserted(() -> assertThat(remaining(type)).containsExactly(3, 3, 1, 3));
    }

    private List<Integer> remaining(String type) {
        return clinic.search(type, 1).jsonPath().getList("slots.remaining", Integer.class);
    }

    @Test
    void limits_count_no_shows_and_not_what_was_cancelled() {
        String type = clinic.visitType(Offered.PLAIN.limited(2, null));
        clinic.open();
        Visit first = clinic.visit(type, practitioner, location, "08:00").send();
        Visit second = clinic.visit(type, practitioner, location, "08:30").send();
        await().untilAsserted(() -> assertThat(times(clinic.search(type, 1))).isEmpty());

        Visit missed = first.become(BookingStatus.NO_SHOW).send();
        second.become(BookingStatus.CANCELLED).send();
        await().untilAsserted(() -> assertThat(times(clinic.search(type, 1))).hasSize(4));

        // The no-show counts on: one more makes two.
        clinic.visit(type, practitioner, location, "09:30").send();
        await().untilAsserted(() -> assertThat(times(clinic.search(type, 1))).isEmpty());
        missed.become(BookingStatus.ENTERED_IN_ERROR).send();
        await().untilAsserted(() -> assertThat(times(clinic.search(type, 1))).hasSize(3));
    }

    @Test
    void a_week_is_counted_whole_and_a_session_once() {
        String type = clinic.visitType(Offered.PLAIN.forGroupsOf(5).limited(null, 1));
        clinic.open();
        Visit visit = clinic.visit(type, practitioner, location, "09:00")
                .inSession(UUID.randomUUID().toString());
        visit.send();
        visit.another().send();
        await().untilAsserted(() -> assertThat(remaining(type))
                .as("no other session that week, but seats in this one")
                .containsExactly(3));
        int sameWeek = 7 - clinic.day.getDayOfWeek().getValue();
        List<Integer> week = clinic.search(type, sameWeek + 2).jsonPath().getList("slots.remaining", Integer.class);
        assertThat(week).as("and four on the Monday after").containsExactly(3, 5, 5, 5, 5);
    }

    @Test
    void what_is_taken_in_one_clinic_is_free_in_another() {
        String type = clinic.visitType(Offered.PLAIN);
        clinic.open();
        Visit visit = clinic.visit(type, practitioner, location, "09:00");
        Visit theirs = new Visit(
                visit.id(),
                "another-" + clinic.id,
                1,
                visit.status(),
                type,
                practitioner,
                location,
                null,
                List.of(),
                null,
                visit.start(),
                visit.duration(),
                visit.zone());
        theirs.send();
        Topic.send(visit.id(), visit.another().at(clinic.at("08:00")).snapshot());
        await().untilAsserted(
                        () -> assertThat(times(clinic.search(type, 1))).containsExactly("08:30", "09:00", "09:30"));
    }
}
