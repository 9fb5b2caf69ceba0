package org.visita.local.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.audit.AuditEvent;
import org.visita.local.bench.EventSender;

class TrailMixTest {

    private static final Instant FIRST = Instant.parse("2026-11-20T00:00:00Z");
    private static final int COUNT = 20_000;

    private final TrailMix mix = new TrailMix("largest", FIRST, 1);
    private final List<AuditEvent> entries =
            Stream.generate(mix::next).limit(COUNT).toList();

    @Test
    void half_of_them_are_about_one_of_five_thousand_patients() {
        List<String> patients = entries.stream()
                .map(AuditEvent::patientId)
                .filter(patient -> patient != null)
                .toList();
        assertThat(patients).hasSize(COUNT / 2);
        assertThat(Set.copyOf(patients)).hasSizeBetween(4_000, TrailMix.PATIENTS);
    }

    @Test
    void fifty_clinics_of_which_one_has_a_quarter_and_two_hundred_keys() {
        Map<String, Long> shares =
                entries.stream().collect(Collectors.groupingBy(AuditEvent::clinic, Collectors.counting()));
        Set<String> keys = entries.stream()
                .filter(entry -> entry.clinic().equals("largest"))
                .map(entry -> entry.actor().toString())
                .collect(Collectors.toSet());
        assertThat(shares).hasSize(TrailMix.CLINICS);
        assertThat(shares.get("largest")).isBetween(COUNT / 5L, COUNT * 3L / 10);
        assertThat(keys).containsExactlyInAnyOrderElementsOf(mix.keys()).hasSize(TrailMix.KEYS_OF_LARGEST);
    }

    @Test
    void each_process_counts_its_entries_from_one_without_a_gap() {
        Map<String, List<Long>> numbers = entries.stream()
                .collect(Collectors.groupingBy(
                        AuditEvent::process, Collectors.mapping(AuditEvent::sequence, Collectors.toList())));
        assertThat(numbers).hasSize(2);
        assertThat(numbers.values()).allSatisfy(each -> assertThat(each)
                .isEqualTo(LongStream.rangeClosed(1, each.size()).boxed().toList()));
    }

    @Test
    void each_is_another_and_later_than_the_one_before() {
        assertThat(entries).extracting(AuditEvent::id).doesNotHaveDuplicates().isSorted();
        assertThat(entries)
                .extracting(AuditEvent::occurredAt)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void every_hundred_have_the_same_shares() {
        List<Map<String, Long>> shares = Stream.of(entries.subList(0, Acts.DECK), entries.subList(Acts.DECK, 200))
                .map(hundred ->
                        hundred.stream().collect(Collectors.groupingBy(AuditEvent::action, Collectors.counting())))
                .toList();
        assertThat(shares.getFirst()).isEqualTo(shares.getLast()).containsEntry("booking.create", 17L);
    }

    @Test
    void the_same_seed_gives_the_same_entries() {
        TrailMix again = new TrailMix("largest", FIRST, 1);
        assertThat(Stream.generate(again::next).limit(COUNT)).isEqualTo(entries);
    }

    @Test
    void an_entry_can_be_read_as_it_was_written() throws Exception {
        AuditEvent entry = entries.getFirst();
        byte[] wire = EventSender.JSON.writeValueAsBytes(entry);
        assertThat(EventSender.JSON.readValue(wire, AuditEvent.class)).isEqualTo(entry);
    }
}
