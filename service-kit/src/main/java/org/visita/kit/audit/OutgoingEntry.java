package org.visita.kit.audit;

/** An entry that was taken from the journal to be sent. Its end is told by the producer's thread. */
final class OutgoingEntry {

    enum Standing {
        READY,
        SENT,
        FAILED,
        DONE
    }

    private final JournalSegment segment;
    private final int at;
    private final long writtenAt;
    private final long sequence;
    private volatile Standing standing = Standing.READY;

    OutgoingEntry(JournalSegment segment, int at) {
        this.segment = segment;
        this.at = at;
        this.writtenAt = segment.writtenAt(at);
        this.sequence = segment.sequence(at);
    }

    JournalSegment segment() {
        return segment;
    }

    int at() {
        return at;
    }

    long writtenAt() {
        return writtenAt;
    }

    long sequence() {
        return sequence;
    }

    JournalRecord read() {
        return segment.read(at);
    }

    boolean is(Standing asked) {
        return standing == asked;
    }

    void is(Standing now, boolean forGood) {
        // What the broker has it has, whatever is said of another attempt.
        if (standing != Standing.DONE) {
            standing = forGood ? Standing.DONE : now;
        }
    }
}
