package org.visita.proof;

import java.util.Arrays;
import org.visita.proof.Finding.Kind;

/** Walks the whole chain of an export, from checkpoint to checkpoint. */
final class ChainWalk {

    private final Findings findings;
    private final Strays strays = new Strays();
    private final ExportHeader header;
    private final PublicKeys keys;
    private final Checkpoint expected;
    private RangeWalk range;
    private TreeAt waiting;
    private long waitingLine;
    private Checkpoint newest;
    private boolean met;

    ChainWalk(Findings findings, ExportHeader header, PublicKeys keys, Checkpoint expected) {
        this.findings = findings;
        this.header = header;
        this.keys = keys;
        this.expected = expected;
        Frontier tree = Frontier.empty();
        if (header.start() != null) {
            newest = header.start().checkpoint();
            if (isSound(header.start(), "the start")) {
                tree = header.start().tree();
            }
            compare(newest.size(), newest.head());
        }
        if (tree.size() + 1 != header.from()) {
            // Its start is forged; what follows can still be walked, and will not fit.
            tree = Frontier.unknown(header.from() - 1);
        }
        checkExpiry();
        range = new RangeWalk(findings, tree, header.previous(), null);
        checkExpected();
    }

    private void checkExpiry() {
        Expiry expiry = header.expiry();
        String wrong = null;
        if (expiry == null) {
            wrong = header.from() == 1 ? null : "nothing says that the entries before the first were let go";
        } else if (expiry.through() != header.from() - 1) {
            wrong = "the header says that entries up to " + expiry.through() + " were let go, but " + header.from()
                    + " is the first";
        } else if (keys != null && !keys.signed(header.clinic(), expiry)) {
            wrong = "the header says that the entries before the first were let go, but this is not signed by the key";
        } else if (header.start() == null || !expiry.isDue(header.start().checkpoint())) {
            wrong = "the entries before the first were let go before their time was over";
        }
        if (wrong != null) {
            findings.add(Kind.EXPIRY, header.from(), null, wrong);
        }
    }

    private void checkExpected() {
        if (expected == null) {
            return;
        }
        if (keys != null && !keys.signed(expected)) {
            findings.add(Kind.CHECKPOINT, expected.size(), null, "the expected checkpoint is not signed by the key");
        }
        if (!expected.clinic().equals(header.clinic())) {
            findings.add(Kind.FOREIGN, 0, null, "the expected checkpoint is of another clinic");
        }
    }

    void accept(EntryLine entry, long line) {
        if (waiting != null) {
            if (entry.position() > waiting.checkpoint().size()) {
                closeRange(waiting);
            } else {
                displaced(waiting.checkpoint(), waitingLine);
            }
            waiting = null;
        }
        range.accept(entry, line);
        compare(range.last(), range.lastHash());
    }

    void checkpoint(TreeAt tree, long line) {
        Checkpoint checkpoint = tree.checkpoint();
        settle();
        if (!isSound(tree, "line " + line)) {
            return;
        }
        if (checkpoint.size() == range.last()) {
            closeRange(tree);
        } else if (checkpoint.size() < range.last() || checkpoint.size() <= range.start()) {
            displaced(checkpoint, line);
        } else {
            // Either entries before it are missing, or it is not at its place: the next line will tell.
            waiting = tree;
            waitingLine = line;
        }
    }

    private void displaced(Checkpoint checkpoint, long line) {
        findings.add(
                Kind.CHECKPOINT,
                checkpoint.size(),
                null,
                "line " + line + ": the checkpoint of " + checkpoint.size() + " entries does not stand at its place");
    }

    private void settle() {
        if (waiting != null) {
            closeRange(waiting);
            waiting = null;
        }
    }

    private void closeRange(TreeAt tree) {
        new RangeFindings(findings, strays, range, tree).tell();
        checkPrevious(tree.checkpoint());
        newest = tree.checkpoint();
        range = new RangeWalk(findings, tree.tree(), newest.head(), range.lastId());
        compare(newest.size(), newest.head());
    }

    private void checkPrevious(Checkpoint checkpoint) {
        long before = newest == null ? 0 : newest.size();
        if (checkpoint.previous() != before) {
            findings.add(
                    Kind.CHECKPOINT,
                    checkpoint.previous(),
                    null,
                    "the checkpoint of " + checkpoint.size() + " entries goes on from that of " + checkpoint.previous()
                            + ", but here the one before it is of " + before);
        }
    }

    private boolean isSound(TreeAt tree, String where) {
        Checkpoint checkpoint = tree.checkpoint();
        String name = where + ": the checkpoint of " + checkpoint.size() + " entries ";
        String wrong = null;
        if (!checkpoint.clinic().equals(header.clinic())) {
            wrong = "is of another clinic";
        } else if (keys != null && !keys.knows(checkpoint.keyId())) {
            wrong = "is signed with the key " + checkpoint.keyId() + ", which is not among those given";
        } else if (keys != null && !keys.signed(checkpoint)) {
            wrong = "was altered: its signature is not right";
        } else if (!tree.isWhole()) {
            wrong = "does not come with its own tree";
        }
        if (wrong != null) {
            findings.add(Kind.CHECKPOINT, checkpoint.size(), null, name + wrong);
        }
        return wrong == null;
    }

    private void compare(long position, byte[] hash) {
        if (expected == null || position != expected.size()) {
            return;
        }
        if (!met && !Arrays.equals(hash, expected.head())) {
            findings.add(
                    Kind.CHANGED,
                    position,
                    null,
                    "the expected checkpoint has another hash for entry " + position
                            + ": one at or before it was altered");
        }
        met = true;
    }

    void end() {
        settle();
        if (range.last() != range.start() || !range.isWhole()) {
            new RangeFindings(findings, strays, range, null).tell();
            findings.add(
                    Kind.CUT_OFF,
                    range.start() + 1,
                    null,
                    "no checkpoint covers what comes after entry " + range.start());
        }
        strays.tell(findings);
        long end = newest == null ? header.from() - 1 : newest.size();
        if (end != header.to()) {
            findings.add(
                    Kind.CUT_OFF,
                    end,
                    null,
                    "the export was up to entry " + header.to() + "; what is proved here ends with " + end);
        }
        if (expected != null && !met && expected.size() >= header.from() - 1) {
            findings.add(
                    Kind.CUT_OFF,
                    range.last(),
                    null,
                    "the expected checkpoint covers " + expected.size() + " entries; this export ends with "
                            + range.last());
        }
    }

    Checkpoint newest() {
        return newest;
    }

    long last() {
        return range.last();
    }

    String lastId() {
        return range.lastId();
    }
}
