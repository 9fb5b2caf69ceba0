package org.visita.proof;

import java.util.Arrays;

/**
 * Writes an export of the trail, line by line (NDJSON, UTF-8, each line ended by a line feed): the header, the entries in
 * the order of the chain, each checkpoint right after the entry at which it stands, the end.
 *
 * <p>Writes down what it is given and checks none of it. An export is to show what the trail holds, also where that has
 * been tampered with: finding it out is the verifier's part.
 *
 * <p>Not for several threads.
 */
public final class ExportWriter {

    private final ExportHeader header;
    private long entries;
    private long checkpoints;

    public ExportWriter(ExportHeader header) {
        this.header = header;
    }

    public byte[] header() {
        return line(header.line());
    }

    /**
     * @param hash as it is kept, not as it would be computed
     * @param content canonical JSON of the entry, see {@link EntryContent#canonical()}
     * @param opened null where nothing of it is personal, or nobody can read it any more
     */
    public byte[] entry(long position, byte[] hash, byte[] content, Opened opened) {
        entries++;
        return line(new CanonicalObject(content.length + 128)
                .number("position", position)
                .hex("hash", hash)
                .json("entry", content)
                .json("open", opened == null ? null : ProofJson.of(opened))
                .bytes());
    }

    public byte[] checkpoint(TreeAt tree) {
        checkpoints++;
        return line(ProofJson.of(tree));
    }

    /** An export without this line is not whole. */
    public byte[] end() {
        return line(end(entries, checkpoints));
    }

    static byte[] end(long entries, long checkpoints) {
        byte[] counts = new CanonicalObject(96)
                .number("entries", entries)
                .number("checkpoints", checkpoints)
                .bytes();
        return new CanonicalObject(128).json("end", counts).bytes();
    }

    private static byte[] line(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
