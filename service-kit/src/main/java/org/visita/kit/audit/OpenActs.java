package org.visita.kit.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The acts of one journal that are not over, and where their beginnings stand. Guarded by the journal's lock. */
final class OpenActs {

    /** @param act number of the act */
    record Place(long act, JournalSegment segment, int at) {}

    private final Map<Long, Place> places = new LinkedHashMap<>();

    void begun(long act, JournalSegment segment, int at) {
        places.put(act, new Place(act, segment, at));
    }

    void isOver(long act) {
        if (act != 0) {
            places.remove(act);
        }
    }

    boolean has(long act) {
        return places.containsKey(act);
    }

    List<Place> in(JournalSegment segment) {
        return places.values().stream()
                .filter(place -> place.segment() == segment)
                .toList();
    }

    int size() {
        return places.size();
    }

    void clear() {
        places.clear();
    }
}
