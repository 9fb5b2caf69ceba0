package org.visita.booking.booking;

import java.time.OffsetDateTime;
import java.util.List;
import org.visita.contracts.booking.Change;

/** What happened to a booking, oldest first. */
public record HistoryView(List<Entry> items) {

    /**
     * One version.
     *
     * @param act what was done, for example {@code create} or {@code check-in}
     * @param actor who did it, as {@code kind:id}
     * @param source from where: {@code api}, {@code fhir}, {@code ehr:<connection>} or {@code visita}
     * @param changes old and new value of each field, written as in events; at first all that it began with
     */
    public record Entry(
            int version, OffsetDateTime at, String act, String actor, String source, List<Change> changes) {}
}
