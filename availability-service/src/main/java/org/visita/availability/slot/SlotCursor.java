package org.visita.availability.slot;

import java.time.Instant;
import java.util.Comparator;
import org.visita.kit.ids.Ids;
import org.visita.kit.paging.Cursors;
import org.visita.rules.Slot;

/** The last slot of a page. Slots are in this order, and no two have the same place in it. */
record SlotCursor(Instant start, String practitionerId, String locationId) {

    private static final Comparator<SlotCursor> ORDER = Comparator.comparing(SlotCursor::start)
            .thenComparing(SlotCursor::practitionerId)
            .thenComparing(SlotCursor::locationId);

    static SlotCursor of(Slot slot) {
        return new SlotCursor(slot.start(), slot.practitionerId(), slot.locationId());
    }

    /** @throws org.visita.kit.problem.RefusedException if the text is no cursor of a search from then to then */
    static SlotCursor parse(String text, Instant from, Instant to) {
        String[] parts = Cursors.decode(text).split(" ", -1);
        if (parts.length == 3
                && parts[0].matches("[0-9]{1,10}")
                && Ids.parse(parts[1]).isPresent()
                && Ids.parse(parts[2]).isPresent()) {
            Instant start = Instant.ofEpochSecond(Long.parseLong(parts[0]));
            if (!start.isBefore(from) && start.isBefore(to)) {
                return new SlotCursor(start, parts[1], parts[2]);
            }
        }
        throw Cursors.invalid();
    }

    String text() {
        return Cursors.encode(start.getEpochSecond() + " " + practitionerId + " " + locationId);
    }

    boolean isBefore(Slot slot) {
        return ORDER.compare(this, of(slot)) < 0;
    }
}
