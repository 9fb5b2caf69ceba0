package org.visita.availability.busy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.contracts.booking.Hold;
import org.visita.rules.BusyScope;
import org.visita.rules.BusyTimes;

/**
 * The visits of all clinics within a window of time, in memory. Changes wait for one another, searches wait for nobody.
 *
 * <p>Two windows: what is kept, and what is complete. The first moves on first; what has come in by that is then loaded,
 * and meanwhile events are judged by it.
 */
@ApplicationScoped
class BookingIndex {

    private final Map<String, ClinicVisits> clinics = new ConcurrentHashMap<>();
    private Window kept = Window.NONE;
    private volatile Window complete = Window.NONE;

    /** @param hold null unless the visit is held */
    synchronized void apply(String clinic, TakenVisit visit, Hold hold) {
        clinics.computeIfAbsent(clinic, first -> new ClinicVisits()).apply(visit, hold, kept);
    }

    /** From now on keeps what touches this window, and drops what lies before it. */
    synchronized void keep(Window next) {
        complete = new Window(Math.max(complete.from(), next.from()), complete.to());
        kept = next;
        clinics.values().forEach(visits -> visits.dropBefore(next.from()));
    }

    /** All that touches what is kept has been loaded. */
    synchronized void complete(Window loaded) {
        complete = loaded;
    }

    Window complete() {
        return complete;
    }

    /** What is taken for this viewer, if memory has all that the scope asks for. */
    Optional<BusyTimes> within(String clinic, BusyScope scope, Viewer viewer) {
        if (!complete.covers(scope)) {
            return Optional.empty();
        }
        ClinicVisits visits = clinics.get(clinic);
        return Optional.of(visits == null ? BusyTimes.EMPTY : visits.seenBy(viewer, scope));
    }

    int size() {
        return clinics.values().stream().mapToInt(ClinicVisits::size).sum();
    }
}
