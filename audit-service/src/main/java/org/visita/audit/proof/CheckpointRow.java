package org.visita.audit.proof;

import io.vertx.mutiny.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.visita.audit.chain.OddRow;
import org.visita.proof.Checkpoint;
import org.visita.proof.Hashes;
import org.visita.proof.TreeAt;

/** A row of {@code audit_checkpoint}. */
public final class CheckpointRow {

    /** What {@link #of} reads. */
    public static final String COLUMNS = "clinic, size, previous, root, head, frontier, at, key_id, signature";

    private CheckpointRow() {}

    public static TreeAt of(Row row) {
        return new TreeAt(
                new Checkpoint(
                        row.getString("clinic"),
                        row.getLong("size"),
                        OddRow.number(row, "previous"),
                        OddRow.bytes(row, "root"),
                        OddRow.bytes(row, "head"),
                        OddRow.instant(row, "at"),
                        row.getString("key_id"),
                        OddRow.bytes(row, "signature")),
                apart(OddRow.bytes(row, "frontier")));
    }

    static byte[] together(List<byte[]> hashes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        hashes.forEach(all::writeBytes);
        return all.toByteArray();
    }

    static List<byte[]> apart(byte[] hashes) {
        List<byte[]> each = new ArrayList<>();
        // What is too much counts as one more, which then does not fit.
        for (int at = 0; at < hashes.length; at += Hashes.BYTES) {
            each.add(Arrays.copyOfRange(hashes, at, Math.min(hashes.length, at + Hashes.BYTES)));
        }
        return each;
    }
}
