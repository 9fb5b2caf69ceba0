package org.visita.local.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeckTest {

    private static final Instant FIRST = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void deals_nobody_a_slot_or_a_patient_that_is_taken() {
        Deck deck = new Deck(FIRST, 1);
        List<String> slots = new ArrayList<>();
        Set<String> patients = new HashSet<>();
        for (int i = 0; i < 500_000; i++) {
            Deck.Slot slot = deck.next();
            slots.add(slot.practitioner() + "/" + slot.start());
            assertThat(patients.add(slot.patient() + "/" + slot.start())).isTrue();
        }
        assertThat(new HashSet<>(slots)).hasSameSizeAs(slots);
    }

    @Test
    void deals_the_same_again() {
        Deck one = new Deck(FIRST, 1);
        Deck other = new Deck(FIRST, 1);
        for (int i = 0; i < 100; i++) assertThat(one.next()).isEqualTo(other.next());
        assertThat(one.practitioners()).isNotEqualTo(new Deck(FIRST, 2).practitioners());
    }

    @Test
    void its_ids_are_ids() {
        assertThat(new Deck(FIRST, 1).patients()).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
    }
}
