package org.visita.availability.busy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Groups with holds laid over them: a group without a hold is read as it stands ready, one with a hold is made once, of
 * the visits that the answer needs. For one answer, which one thread after the other makes.
 */
final class HeldGroups<K, T> {

    private final VisitGroups<K, T> booked;
    private final Predicate<TakenVisit> needed;
    private final Map<K, List<TakenVisit>> held = new HashMap<>();
    private final Map<K, T> made = new HashMap<>();

    HeldGroups(VisitGroups<K, T> booked, Predicate<TakenVisit> needed) {
        this.booked = booked;
        this.needed = needed;
    }

    void lay(K key, TakenVisit visit) {
        held.computeIfAbsent(key, first -> new ArrayList<>()).add(visit);
    }

    T get(K key) {
        List<TakenVisit> over = held.get(key);
        return over == null ? booked.get(key) : made.computeIfAbsent(key, each -> booked.with(each, needed, over));
    }

    /** Of the groups that have a hold. */
    Set<K> keys() {
        return held.keySet();
    }
}
