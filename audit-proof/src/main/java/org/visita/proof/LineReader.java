package org.visita.proof;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a stream, each ended by a line feed, without copying them. A line has at most 1 MiB. */
final class LineReader {

    static final int LONGEST = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int filled;
    private int next;
    private int from;
    private int to;
    private boolean cutShort;
    private boolean tooLong;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** @return false at the end */
    boolean next() throws IOException {
        tooLong = false;
        from = next;
        int searched = next;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    to = i;
                    next = i + 1;
                    return true;
                }
            }
            int waiting = filled - from;
            if (!fill()) {
                to = filled;
                next = filled;
                cutShort = to > from;
                return cutShort;
            }
            searched = tooLong ? from : from + waiting;
        }
    }

    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            from = 0;
        }
        if (filled > LONGEST) {
            // What is too long to be a line of ours is not kept, only its end is looked for.
            tooLong = true;
            filled = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read > 0;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where the line begins in the buffer. */
    int from() {
        return from;
    }

    /** Where it ends, without the line feed. */
    int to() {
        return to;
    }

    /** Whether the line feed was missing, as in a file that was cut off. */
    boolean cutShort() {
        return cutShort;
    }

    boolean tooLong() {
        return tooLong;
    }
}
