package org.visita.audit.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.visita.audit.chain.ChainBatch;
import org.visita.audit.chain.ChainEntry;
import org.visita.proof.Checkpoint;
import org.visita.proof.Finding.Kind;
import org.visita.proof.Frontier;
import org.visita.proof.PublicKeys;
import org.visita.proof.TreeAt;

/**
 * Walks a chain in order, page by page, and compares: the contents of the entries with the hashes, these with the codes
 * that only this service can make, and all of it with what was signed.
 */
final class ChainCheck {

    private final PublicKeys keys;
    private final TrailFindings findings;
    private final long signed;
    private final long from;
    private long position;
    private byte[] head;
    private Frontier tree;
    private BlockRoots roots;
    private long checkpoint;
    private long entries;
    private Map<Long, byte[]> blocks = Map.of();
    private final Map<UUID, Long> persons = new HashMap<>();
    private Unproved unproved;
    private final AlteredBatches altered;

    /**
     * @param signed as many entries were signed when this began; the roots of the tree over them are kept
     * @param from first position whose entry is looked at; before it, only hashes are
     * @param position of the last entry before which all is taken as it is
     * @param head its hash
     * @param tree up to it; null where it is not known
     * @param checkpoint size of the last checkpoint; -1 where it is not known
     */
    ChainCheck(
            PublicKeys keys,
            TrailFindings findings,
            long signed,
            long from,
            long position,
            byte[] head,
            Frontier tree,
            long checkpoint) {
        this.keys = keys;
        this.findings = findings;
        this.altered = new AlteredBatches(findings);
        this.signed = signed;
        this.from = from;
        this.position = position;
        this.head = head;
        grow(tree);
        this.checkpoint = checkpoint;
    }

    private void grow(Frontier from) {
        tree = from;
        roots = from == null ? null : new BlockRoots(from);
    }

    void check(VerifyPage page) {
        blocks = page.blocks();
        persons.clear();
        NavigableMap<Long, List<ChainEntry>> rows = page.entries().stream()
                .collect(Collectors.groupingBy(ChainEntry::position, TreeMap::new, Collectors.toList()));
        NavigableMap<Long, TreeAt> signed = new TreeMap<>();
        page.checkpoints().forEach(tree -> signed.put(tree.checkpoint().size(), tree));
        for (FoundBatches.Found found : page.batches().all()) {
            if (found.ours()) {
                check(found.batch(), page.last(), rows, signed);
            } else {
                altered.add(found.batch());
            }
        }
        if (position < page.last()) {
            pass(page.last(), rows, signed);
        }
    }

    private void check(
            ChainBatch batch, long upTo, NavigableMap<Long, List<ChainEntry>> rows, NavigableMap<Long, TreeAt> signed) {
        if (batch.last() <= position || batch.first() > upTo) {
            return;
        }
        if (batch.first() > position + 1) {
            pass(batch.first() - 1, rows, signed);
        }
        byte[] before =
                batch.first() == position + 1 ? batch.previousHash() : ChainTip.hash(batch, position - batch.first());
        if (unproved != null) {
            settle(before);
        } else if (head != null && !Arrays.equals(before, head)) {
            findings.add(
                    Kind.BATCH,
                    batch.first(),
                    null,
                    AlteredBatches.name(batch) + " do not follow on the entry before them");
            grow(null);
        }
        head = before;
        for (long at = position + 1; at <= Math.min(batch.last(), upTo); at++) {
            byte[] hash = ChainTip.hash(batch, at - batch.first());
            if (at >= from) {
                compare(at, hash, rows.getOrDefault(at, List.of()));
            }
            proceed(at, hash, signed);
        }
    }

    private void compare(long at, byte[] hash, List<ChainEntry> found) {
        entries += found.isEmpty() ? 0 : 1;
        ChainEntry right = found.stream()
                .filter(entry -> new Place(at, head, hash, entry).isOf(entry))
                .findFirst()
                .orElse(null);
        List<ChainEntry> others = new ArrayList<>(found);
        if (right != null) {
            others.remove(right);
            if (right.person() != null) {
                persons.putIfAbsent(right.person(), at);
            }
        } else if (found.isEmpty()) {
            findings.missing(at, head, hash);
        } else {
            findings.differs(at, head, hash, others.removeFirst());
        }
        others.forEach(findings::stray);
    }

    private void proceed(long at, byte[] hash, NavigableMap<Long, TreeAt> signed) {
        position = at;
        head = hash;
        if (tree != null) {
            tree.add(hash);
            checkBlock(at, roots.add(hash));
        }
        TreeAt there = signed.get(at);
        if (there != null) {
            check(there);
        }
    }

    private void checkBlock(long at, byte[] root) {
        if (root != null && at <= signed && !Arrays.equals(root, blocks.get(at / BlockRoots.BLOCK - 1))) {
            findings.add(
                    Kind.TREE,
                    at,
                    null,
                    "the root of the tree over the entries " + (at - BlockRoots.BLOCK + 1) + " to " + at
                            + " was altered, or is missing");
        }
    }

    private void check(TreeAt there) {
        Checkpoint signed = there.checkpoint();
        String wrong = null;
        if (!keys.signed(signed) || !there.isWhole()) {
            wrong = "was altered";
        } else if (!Arrays.equals(signed.head(), head) || tree != null && !Arrays.equals(signed.root(), tree.root())) {
            wrong = "was signed of other entries than these";
        } else if (checkpoint >= 0 && signed.previous() != checkpoint) {
            findings.add(
                    Kind.CHECKPOINT,
                    signed.previous(),
                    null,
                    "the checkpoint of " + signed.previous() + " entries is missing");
        }
        if (wrong != null) {
            findings.add(
                    Kind.CHECKPOINT, signed.size(), null, "the checkpoint of " + signed.size() + " entries " + wrong);
        } else if (tree == null) {
            grow(Frontier.of(signed.size(), there.frontier()));
        }
        checkpoint = signed.size();
    }

    /** Entries whose hashes nobody vouches for: they are kept in mind until a hash comes that they have to lead to. */
    private void pass(long last, NavigableMap<Long, List<ChainEntry>> rows, NavigableMap<Long, TreeAt> signed) {
        if (!altered.hold(position + 1, last)) {
            findings.add(
                    Kind.BATCH,
                    position + 1,
                    null,
                    "the hashes of the entries " + (position + 1) + " to " + last + " are missing");
        }
        long missing = 0;
        for (long at = position + 1; at <= last; at++) {
            List<ChainEntry> found = rows.getOrDefault(at, List.of());
            if (unproved == null) {
                unproved = new Unproved(head);
                grow(null);
            }
            if (found.isEmpty()) {
                missing = missing == 0 ? at : missing;
                unproved.miss();
            } else {
                findings.removed(missing, at - 1);
                missing = 0;
                unproved.add(found.getFirst());
                found.stream().skip(1).forEach(findings::stray);
            }
            position = at;
            settleAt(signed.get(at));
        }
        findings.removed(missing, last);
    }

    private void settleAt(TreeAt there) {
        if (there != null && keys.signed(there.checkpoint()) && there.isWhole()) {
            settle(there.checkpoint().head());
            check(there);
        }
    }

    private void settle(byte[] hash) {
        entries += unproved.count();
        if (!unproved.leadsTo(hash)) {
            findings.add(
                    Kind.CHANGED,
                    unproved.first().position(),
                    unproved.first().id().toString(),
                    "at least one of " + unproved.named() + " does not say what it said when it was recorded");
        }
        head = hash;
        unproved = null;
    }

    /** The end of the chain: what nobody has vouched for by now, nobody does. */
    void end() {
        if (unproved != null && unproved.count() > 0) {
            findings.add(
                    Kind.INSERTED,
                    unproved.first().position(),
                    unproved.first().id().toString(),
                    "nobody vouches for " + unproved.named() + ": they were put in, or their hashes were altered");
        }
        unproved = null;
    }

    /** Whom entries of the last page are about that say what they said; with the position of one. */
    Map<UUID, Long> persons() {
        return persons;
    }

    long position() {
        return position;
    }

    byte[] head() {
        return head;
    }

    long entries() {
        return entries;
    }
}
