package org.visita.audit.export;

import io.smallrye.mutiny.Uni;
import org.visita.audit.search.OpenedEntries;
import org.visita.audit.search.WalkEntries;

/** Entries as CSV, oldest first. */
final class CsvChunks implements Chunks {

    private final String clinic;
    private final WalkEntries walk;
    private final WalkEntries.Place place;
    private final OpenedEntries opened;
    private boolean begun;

    CsvChunks(String clinic, WalkEntries walk, WalkEntries.Place place, OpenedEntries opened) {
        this.clinic = clinic;
        this.walk = walk;
        this.place = place;
        this.opened = opened;
    }

    @Override
    public Uni<byte[]> next() {
        if (!begun) {
            begun = true;
            return Uni.createFrom().item(CsvLines.header());
        }
        return place.isOver()
                ? Uni.createFrom().item(END)
                : walk.next(place, ExportTrail.ENTRIES_AT_ONCE)
                        .chain(entries -> opened.of(clinic, entries))
                        .map(CsvLines::of);
    }
}
