package org.visita.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Merges the sweeps of all rotas that offer the visit into one list, and stops at the limit. */
final class ListSlots {

    private static final Comparator<FreeStarts> LISTED_ORDER =
            Comparator.comparingLong(FreeStarts::start).thenComparing(FreeStarts::rota, Rota.ORDER);

    private ListSlots() {}

    static List<Slot> list(ClinicCatalog catalog, BusyTimes busy, SlotQuery query) {
        return catalog.visitType(query.visitTypeId())
                .map(type -> list(type, catalog, busy, query))
                .orElse(List.of());
    }

    private static List<Slot> list(VisitType type, ClinicCatalog catalog, BusyTimes busy, SlotQuery query) {
        StartRange range = StartRange.bookable(type, query.now()).within(query.from(), query.to());
        if (range.isEmpty()) {
            return List.of();
        }
        PriorityQueue<FreeStarts> sweeps = new PriorityQueue<>(LISTED_ORDER);
        for (Rota rota : catalog.rotasFor(type, query.practitionerIds(), query.locationIds())) {
            addUnlessDone(new FreeStarts(type, rota, busy, range), sweeps);
        }
        List<Slot> slots = new ArrayList<>();
        while (slots.size() < query.limit() && !sweeps.isEmpty()) {
            FreeStarts next = sweeps.remove();
            slots.add(next.slot());
            addUnlessDone(next, sweeps);
        }
        return List.copyOf(slots);
    }

    private static void addUnlessDone(FreeStarts sweep, PriorityQueue<FreeStarts> sweeps) {
        if (sweep.advance()) {
            sweeps.add(sweep);
        }
    }
}
