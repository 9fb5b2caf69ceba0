package org.visita.proof;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.visita.proof.Finding.Kind;

/**
 * Verifies an export while reading it: that each entry follows on the one before by its hash, that the checkpoints are
 * signed and are those of these entries, and that nothing is missing, up to the end. Takes nothing that it reads for
 * granted, and needs the same small memory for an export of any size.
 *
 * <p>What only the header says (when it was made) is not part of the proof. That a beginning is missing because it was let
 * go is: the header has to show that this was signed.
 */
public final class ExportVerifier {

    private static final long PROGRESS_EACH = 1 << 14;

    private final PublicKeys keys;
    private final Checkpoint expected;
    private final LongConsumer progress;
    private final Findings findings = new Findings();
    private final EntryLine entry = new EntryLine();
    private LineReader lines;
    private ExportHeader header;
    private byte[] clinic;
    private ChainWalk walk;
    private long lineNumber;
    private long entries;
    private long checkpoints;
    private boolean ended;

    /**
     * @param keys null if signatures are not to be checked
     * @param expected a checkpoint that was seen before, which the export has to agree with; null for none
     * @param progress told now and then how many entries were read
     */
    public ExportVerifier(PublicKeys keys, Checkpoint expected, LongConsumer progress) {
        this.keys = keys;
        this.expected = expected;
        this.progress = progress;
    }

    /** @throws NotAnExportException if it is no export, or one whose entries cannot be proved together */
    public Verdict verify(InputStream in) throws IOException, NotAnExportException {
        lines = new LineReader(in);
        readHeader();
        walk = new ChainWalk(findings, header, keys, expected);
        while (lines.next()) {
            lineNumber++;
            readLine();
        }
        if (!ended) {
            findings.add(
                    Kind.CUT_OFF,
                    walk.last(),
                    walk.lastId(),
                    "the last line is missing: the file ends after entry " + walk.last() + Run.of(walk.lastId()));
        }
        walk.end();
        return new Verdict(header, entries, walk.newest(), keys != null, findings.first(), findings.count());
    }

    private void readHeader() throws IOException, NotAnExportException {
        if (!lines.next()) {
            throw new NotAnExportException("The file is empty.");
        }
        lineNumber = 1;
        byte[] line = line();
        if (EntryLine.begins(line, 0, line.length)) {
            throw new NotAnExportException(
                    "The first line, which says what the export is of, is missing: it begins with an entry.");
        }
        try {
            header = ExportHeader.of(Json.parse(line, 0, line.length));
        } catch (RuntimeException other) {
            throw new NotAnExportException("The first line is not that of an export of the audit trail.");
        }
        if (header.filtered()) {
            throw new NotAnExportException("This export was filtered. Entries of which others were left out cannot be"
                    + " proved together; export without filters, or ask for the proof of each entry.");
        }
        if (!Arrays.equals(header.line(), line)) {
            findings.add(Kind.UNREADABLE, 0, null, "line 1: the header was altered");
        }
        byte[] quoted = new CanonicalObject(64).text("c", header.clinic()).bytes();
        clinic = Arrays.copyOfRange(quoted, 6, quoted.length - 2);
    }

    private byte[] line() {
        return Arrays.copyOfRange(lines.buffer(), lines.from(), lines.to());
    }

    private void readLine() {
        if (ended) {
            findings.add(Kind.INSERTED, 0, null, "line " + lineNumber + " stands after the end");
        } else if (lines.tooLong()) {
            unreadable("is longer than any line of an export");
        } else if (EntryLine.begins(lines.buffer(), lines.from(), lines.to())) {
            readEntry();
        } else {
            readOther();
        }
    }

    private void readEntry() {
        if (!entry.read(lines.buffer(), lines.from(), lines.to())) {
            unreadable("is that of an entry, but cannot be read");
            return;
        }
        if (++entries % PROGRESS_EACH == 0) {
            progress.accept(entries);
        }
        if (entry.fault() != null) {
            unreadable("entry " + entry.position() + ": " + entry.fault());
        } else if (!entry.isOf(clinic)) {
            findings.add(
                    Kind.FOREIGN,
                    entry.position(),
                    entry.id(),
                    "line " + lineNumber + ": entry " + entry.position() + Run.of(entry.id())
                            + " is of another clinic");
        }
        if (!entry.opensRightly()) {
            findings.add(
                    Kind.CHANGED,
                    entry.position(),
                    entry.id(),
                    "entry " + entry.position() + Run.of(entry.id())
                            + ": the personal details that are shown are not those that were recorded");
        }
        walk.accept(entry, lineNumber);
    }

    private void readOther() {
        byte[] line = line();
        try {
            Json json = Json.parse(line, 0, line.length);
            if (json.has("checkpoint")) {
                readCheckpoint(TreeAt.of(json), line);
            } else if (json.has("end")) {
                readEnd(json.member("end"), line);
            } else {
                unreadable("is none of an export");
            }
        } catch (RuntimeException malformed) {
            unreadable("is none of an export");
        }
    }

    private void readCheckpoint(TreeAt tree, byte[] line) {
        checkpoints++;
        if (Arrays.equals(ProofJson.of(tree), line)) {
            walk.checkpoint(tree, lineNumber);
        } else {
            unreadable("is a checkpoint, but not as an export writes one");
        }
    }

    private void readEnd(Json end, byte[] line) {
        boolean asWritten = Arrays.equals(ExportWriter.end(end.number("entries"), end.number("checkpoints")), line);
        ended = true;
        if (!asWritten) {
            unreadable("is the end, but not as an export writes it");
        }
        if (end.number("entries") != entries) {
            findings.add(
                    end.number("entries") > entries ? Kind.REMOVED : Kind.INSERTED,
                    0,
                    null,
                    "the export had " + end.number("entries") + " entries; here are " + entries);
        }
        if (end.number("checkpoints") != checkpoints) {
            findings.add(
                    Kind.CHECKPOINT,
                    0,
                    null,
                    "the export had " + end.number("checkpoints") + " checkpoints; here are " + checkpoints);
        }
    }

    private void unreadable(String what) {
        findings.add(Kind.UNREADABLE, 0, null, "line " + lineNumber + " " + what);
    }
}
