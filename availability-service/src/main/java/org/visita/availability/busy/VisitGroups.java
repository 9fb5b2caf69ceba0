package org.visita.availability.busy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Visits by what they share: a resource, a post, who gives them.
 *
 * @param <K> what they share
 * @param <T> what searches read of a group; immutable
 */
final class VisitGroups<K, T> {

    private final Map<K, VisitGroup<T>> groups = new ConcurrentHashMap<>();
    private final Function<List<TakenVisit>, T> make;
    private final T none;

    /** @param none what searches read where there is no visit */
    VisitGroups(Function<List<TakenVisit>, T> make, T none) {
        this.make = make;
        this.none = none;
    }

    T get(K key) {
        VisitGroup<T> group = groups.get(key);
        return group == null ? none : group.get();
    }

    /** What the group's visits that pass make together with others; made for this once. */
    T with(K key, Predicate<TakenVisit> passes, List<TakenVisit> others) {
        List<TakenVisit> all = new ArrayList<>(others);
        VisitGroup<T> group = groups.get(key);
        if (group != null) {
            group.addTo(all, passes);
        }
        return make.apply(all);
    }

    Stream<T> where(Predicate<K> matches) {
        return groups.entrySet().stream()
                .filter(entry -> matches.test(entry.getKey()))
                .map(entry -> entry.getValue().get());
    }

    void add(K key, TakenVisit visit) {
        groups.computeIfAbsent(key, first -> new VisitGroup<>(make)).add(visit);
    }

    void remove(K key, TakenVisit visit) {
        if (groups.get(key).remove(visit)) {
            groups.remove(key);
        }
    }
}
