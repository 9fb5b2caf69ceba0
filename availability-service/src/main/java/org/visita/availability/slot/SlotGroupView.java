package org.visita.availability.slot;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Slots that belong together.
 *
 * @param practitionerId whose they are; null if they are not grouped so
 * @param date on which they start, in the viewer's zone; null if they are not grouped so
 * @param slots in order of time
 */
public record SlotGroupView(String practitionerId, LocalDate date, List<SlotView> slots) {

    private record Key(String practitionerId, LocalDate date) {

        private static final Comparator<Key> ORDER = Comparator.comparing(
                        Key::practitionerId, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Key::date, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    /** By practitioner, then by date. */
    static List<SlotGroupView> of(List<SlotView> slots, GroupBy by) {
        return slots.stream()
                .collect(Collectors.groupingBy(
                        slot -> new Key(
                                by.byPractitioner() ? slot.practitionerId() : null,
                                by.byDate() ? slot.start().toLocalDate() : null),
                        () -> new TreeMap<>(Key.ORDER),
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> new SlotGroupView(
                        group.getKey().practitionerId(), group.getKey().date(), group.getValue()))
                .toList();
    }
}
