package org.visita.rules;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 6 and 11: time taken, rooms, devices, notice and horizon. */
class TakenTimeTest {

    private final Clinic clinic = Clinic.in("Europe/Berlin").hours(MONDAY, "09:00", "11:00");

    @Test
    void taken_time_takes_every_slot_it_touches() {
        clinic.busy(Clinic.ADA, "2026-06-01T09:29", "2026-06-01T09:31");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("10:00+02:00", "10:30+02:00");
    }

    @Test
    void taken_time_is_half_open() {
        clinic.busy(Clinic.ADA, "2026-06-01T09:30", "2026-06-01T10:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("09:00+02:00", "10:00+02:00", "10:30+02:00");
    }

    @Test
    void a_fraction_of_a_second_takes_its_slot() {
        clinic.busy(Clinic.ADA, "2026-06-01T09:29:59.5", "2026-06-01T10:00:00.001");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("10:30+02:00");
    }

    @Test
    void neighbouring_buffers_add_up() {
        clinic.offers(Visits.halfHours().lasting(10).every(5).buffers(5, 10))
                // A visit from 09:30 to 09:40 with the same buffers.
                .busy(Clinic.ADA, "2026-06-01T09:25", "2026-06-01T09:50");

        assertThat(clinic.startsOn("2026-06-01"))
                .startsWith("09:05+02:00", "09:55+02:00", "10:00+02:00")
                .endsWith("10:40+02:00");
    }

    @Test
    void the_time_of_another_practitioner_takes_nothing() {
        clinic.busy(Clinic.BEN, "2026-06-01T09:00", "2026-06-01T11:00");

        assertThat(clinic.startsOn("2026-06-01")).hasSize(4);
    }

    @Test
    void takes_the_first_free_room_by_id() {
        clinic.offers(Visits.halfHours().inRoom())
                .room("r2")
                .room("r1")
                .busy("r1", "2026-06-01T09:30", "2026-06-01T10:30")
                .busy("r2", "2026-06-01T10:00", "2026-06-01T10:30");

        assertThat(clinic.asking().slotsOn("2026-06-01"))
                .extracting(slot -> slot.start().atZone(clinic.zone).toLocalTime() + " " + slot.roomId())
                .containsExactly("09:00 r1", "09:30 r2", "10:30 r1");
    }

    @Test
    void a_room_is_taken_with_the_buffers() {
        clinic.offers(Visits.halfHours().inRoom().buffers(0, 15))
                .room("r1")
                .busy("r1", "2026-06-01T09:40", "2026-06-01T10:00");

        assertThat(clinic.startsOn("2026-06-01")).containsExactly("10:00+02:00");
    }

    @Test
    void a_visit_that_needs_a_room_is_not_offered_where_there_is_none() {
        clinic.offers(Visits.halfHours().inRoom());

        assertThat(clinic.startsOn("2026-06-01")).isEmpty();
        clinic.asking().refused("2026-06-01T09:00", RefusalReason.NOT_OFFERED);
    }

    @Test
    void notice_and_horizon_are_elapsed_and_inclusive() {
        Instant now = clinic.at("2026-06-01T08:30");
        clinic.offers(Visits.halfHours().notice(Duration.ofHours(1)).horizon(Duration.ofMinutes(90)));

        assertThat(clinic.asking().now(now).startsOn("2026-06-01")).containsExactly("09:30+02:00", "10:00+02:00");
        assertThat(clinic.asking().now(now.plusMillis(1)).startsOn("2026-06-01"))
                .containsExactly("10:00+02:00");
        assertThat(clinic.asking().now(now.minusMillis(1)).startsOn("2026-06-01"))
                .containsExactly("09:30+02:00");
    }

    @Test
    void takes_the_first_free_device_of_each_type() {
        clinic.offers(Visits.halfHours().with("ultrasound", "laser"))
                .device("l2", "laser")
                .device("l1", "laser")
                .device("u1", "ultrasound")
                .busy("l1", "2026-06-01T09:30", "2026-06-01T10:00")
                .busy("u1", "2026-06-01T10:00", "2026-06-01T10:30");

        assertThat(clinic.asking().slotsOn("2026-06-01"))
                .extracting(Slot::equipmentIds)
                .containsExactly(List.of("l1", "u1"), List.of("l2", "u1"), List.of("l1", "u1"));
        clinic.asking().refused("2026-06-01T10:00", RefusalReason.SLOT_TAKEN);
    }

    @Test
    void the_limit_cuts_the_end_of_the_list() {
        SlotQuery two = clinic.asking().query(clinic.at("2026-06-01T00:00"), clinic.at("2026-06-08T00:00"), 2);

        List<Slot> slots = Availability.slots(clinic.catalog(), BusyTimes.EMPTY, two);

        assertThat(clinic.asking().labels(slots)).containsExactly("09:00+02:00", "09:30+02:00");
    }
}
