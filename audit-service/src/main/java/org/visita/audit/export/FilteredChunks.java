package org.visita.audit.export;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.visita.audit.search.WalkEntries;
import org.visita.proof.ExportHeader;
import org.visita.proof.ExportWriter;

/** Some entries of a chain, oldest first: each as it was hashed, but nothing proves that these are all. */
final class FilteredChunks implements Chunks {

    private final ExportHeader header;
    private final ExportWriter writer;
    private final WalkEntries walk;
    private final WalkEntries.Place place;
    private final ProofLines lines;
    private boolean begun;
    private boolean ended;

    FilteredChunks(ExportHeader header, WalkEntries walk, WalkEntries.Place place, ProofLines lines) {
        this.header = header;
        this.writer = new ExportWriter(header);
        this.walk = walk;
        this.place = place;
        this.lines = lines;
    }

    @Override
    public Uni<byte[]> next() {
        if (!begun) {
            begun = true;
            return Uni.createFrom().item(writer.header());
        }
        if (!place.isOver()) {
            return walk.next(place, ExportTrail.ENTRIES_AT_ONCE)
                    .chain(entries -> lines.of(header.clinic(), entries, List.of(), writer));
        }
        if (!ended) {
            ended = true;
            return Uni.createFrom().item(writer.end());
        }
        return Uni.createFrom().item(END);
    }
}
