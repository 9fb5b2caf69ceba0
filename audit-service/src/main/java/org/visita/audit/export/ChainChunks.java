package org.visita.audit.export;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import org.visita.audit.chain.ChainEntry;
import org.visita.proof.ExportHeader;
import org.visita.proof.ExportWriter;

/** The chain of a clinic, from where it begins to its newest checkpoint: what can be verified by itself. */
final class ChainChunks implements Chunks {

    private final ChainStore store;
    private final ProofLines lines;
    private final ExportHeader header;
    private final ExportWriter writer;
    private ChainPlace place;
    private long checkpointsUpTo;
    private boolean begun;
    private boolean over;

    ChainChunks(ChainStore store, ProofLines lines, ExportHeader header) {
        this.store = store;
        this.lines = lines;
        this.header = header;
        this.writer = new ExportWriter(header);
        this.place = ChainPlace.after(header.from() - 1);
        this.checkpointsUpTo = header.from() - 1;
    }

    @Override
    public Uni<byte[]> next() {
        if (!begun) {
            begun = true;
            return Uni.createFrom().item(writer.header());
        }
        if (over) {
            return Uni.createFrom().item(END);
        }
        ChainPlace before = place;
        return store.entries(header.clinic(), place, header.to(), ExportTrail.ENTRIES_AT_ONCE)
                .chain(this::entries)
                .call(() -> checkThere(before));
    }

    /** What is let go meanwhile would look as if somebody had removed it. */
    private Uni<Void> checkThere(ChainPlace before) {
        long known = header.expiry() == null ? 0 : header.expiry().through();
        return store.expiry(header.clinic(), Math.max(known, before.position()))
                .invoke(expiry -> {
                    if (expiry.isPresent()) {
                        throw new IllegalStateException("entries were let go while they were exported");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<byte[]> entries(List<ChainEntry> found) {
        over = found.size() < ExportTrail.ENTRIES_AT_ONCE;
        if (!found.isEmpty()) {
            place = ChainPlace.of(found.getLast());
        }
        // One more that should not stand at the last position comes with the next ones; its checkpoint comes after it.
        long upTo = over ? header.to() : place.position() - 1;
        long above = checkpointsUpTo;
        checkpointsUpTo = Math.max(above, upTo);
        return store.trees(header.clinic(), above, upTo)
                .chain(trees -> lines.of(header.clinic(), found, trees, writer))
                .map(bytes -> over ? joined(bytes, writer.end()) : bytes);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
