package org.visita.audit.proof;

import java.util.Arrays;
import org.visita.audit.chain.ChainEntry;
import org.visita.proof.Hashes;

/** Entries whose hashes are missing or altered: only to what they lead all together can tell whether they are right. */
final class Unproved {

    private byte[] head;
    private ChainEntry first;
    private ChainEntry last;
    private long count;

    /** @param head of the entry before them; null where it is not known */
    Unproved(byte[] head) {
        this.head = head;
    }

    void add(ChainEntry entry) {
        first = first == null ? entry : first;
        last = entry;
        count++;
        head = head == null ? null : Hashes.chained(head, entry.content().canonical());
    }

    /** One is not there, which is told already; what the others lead to says nothing any more. */
    void miss() {
        head = null;
    }

    boolean leadsTo(byte[] hash) {
        return head == null || count == 0 || Arrays.equals(head, hash);
    }

    long count() {
        return count;
    }

    ChainEntry first() {
        return first;
    }

    String named() {
        String begin = first.position() + " (" + first.id() + ")";
        return count == 1
                ? "entry " + begin
                : "the entries " + begin + " to " + last.position() + " (" + last.id() + ")";
    }
}
