package org.visita.availability.busy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The visits that share something, and what searches read of them, which is made when it is first asked for after a
 * change. One writer, many readers: who reads waits for nobody, unless something has just changed right here.
 *
 * @param <T> immutable
 */
final class VisitGroup<T> {

    private final Function<List<TakenVisit>, T> make;
    private final List<TakenVisit> visits = new ArrayList<>(4);
    private volatile T made;

    VisitGroup(Function<List<TakenVisit>, T> make) {
        this.make = make;
    }

    T get() {
        T known = made;
        return known == null ? make() : known;
    }

    /** Copies the visits that pass. */
    synchronized void addTo(List<TakenVisit> others, Predicate<TakenVisit> passes) {
        for (TakenVisit visit : visits) {
            if (passes.test(visit)) {
                others.add(visit);
            }
        }
    }

    synchronized void add(TakenVisit visit) {
        visits.add(visit);
        made = null;
    }

    /** @return whether none is left */
    synchronized boolean remove(TakenVisit visit) {
        for (int i = visits.size() - 1; i >= 0; i--) {
            if (visits.get(i) == visit) {
                // Their order says nothing, so the last one may fill the gap.
                TakenVisit last = visits.removeLast();
                if (i < visits.size()) {
                    visits.set(i, last);
                }
                break;
            }
        }
        made = null;
        return visits.isEmpty();
    }

    private synchronized T make() {
        if (made == null) {
            made = make.apply(visits);
        }
        return made;
    }
}
