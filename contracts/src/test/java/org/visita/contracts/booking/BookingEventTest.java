package org.visita.contracts.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Actor;

class BookingEventTest {

    @Test
    void keeps_its_changes_whatever_happens_to_the_list() {
        List<Change> changes = new ArrayList<>(List.of(new Change("status", "PENDING", "BOOKED")));
        BookingEvent event = event("booking.updated", changes);
        changes.clear();

        assertThat(event.changes()).hasSize(1);
    }

    @Test
    void refuses_the_type_of_another_topic() {
        assertThatThrownBy(() -> event("patient.changed", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static BookingEvent event(String type, List<Change> changes) {
        return new BookingEvent("an-event", type, Instant.EPOCH, null, changes, new Actor(Actor.Kind.KEY, "k"), "api");
    }
}
