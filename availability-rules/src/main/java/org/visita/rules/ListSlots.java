package org.visita.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Merges the sweeps of all offers of the visit into one list, and stops at the limit. */
final class ListSlots {

    private ListSlots() {}

    static List<Slot> list(ClinicCatalog catalog, BusyTimes busy, SlotQuery query) {
        // What is offered by nobody needs no question of its own: it has no sweeps.
        if (Offer.unknown(catalog, query.visitTypeId(), query.filter()).isPresent()) {
            return List.of();
        }
        VisitType type = catalog.visitType(query.visitTypeId()).orElseThrow();
        return type.isFor(query.patient()) ? list(type, catalog, busy, query) : List.of();
    }

    private static List<Slot> list(VisitType type, ClinicCatalog catalog, BusyTimes busy, SlotQuery query) {
        StartRange range = StartRange.bookable(type, query.now()).within(query.from(), query.to());
        if (range.isEmpty()) {
            return List.of();
        }
        VisitTiming timing = type.timingFor(query.patient());
        List<FreeStarts> sweeps = Offer.of(catalog, type, query.filter(), query.modality()).stream()
                .map(offer -> new FreeStarts(type, timing, offer.rota(), offer.modality(), busy, range))
                .toList();
        StartQueue queue = new StartQueue(sweeps, range.firstSecond());
        List<Slot> slots = new ArrayList<>();
        Rota lastRota = null;
        long lastStart = 0;
        for (; slots.size() < query.limit() && !queue.isEmpty(); queue.advance()) {
            FreeStarts next = queue.first();
            // Both modalities are possible: in person has come first, and stands for both.
            if (next.rota() != lastRota || next.start() != lastStart) {
                slots.add(next.slot());
            }
            lastRota = next.rota();
            lastStart = next.start();
        }
        return Collections.unmodifiableList(slots);
    }
}
