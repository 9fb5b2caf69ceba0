package org.visita.gateway.block;

import java.util.Arrays;

/**
 * What one caller did in the last minute, as a sum of parts: each offence weighs as much of the whole as its setting
 * says. Counted in twelve slots of five seconds, of which the oldest drops out.
 */
final class Conduct {

    /** The whole, in parts of which each offence is some. */
    static final long WHOLE = 1_000_000_000;

    private static final int SLOTS = 12;
    private static final int SLOT_MILLIS = 5_000;

    /** Whatever is done within a moment is one slip: only what goes on for more than ten seconds is conduct. */
    private static final int SUSTAINED_SLOTS = 4;

    private final long[] parts = new long[SLOTS];
    private final int remembered;

    /** Addresses at which nothing was found, by their hashes, so that looking again is no new offence. */
    private int[] unknown = {};

    private int unknownNext;
    private long newest;

    /** @param remembered addresses at which nothing was found: as many as are too many */
    Conduct(int remembered) {
        this.remembered = remembered;
    }

    /** Whether it is enough now; then all is forgotten, and counted anew. */
    synchronized boolean add(long part, long millis) {
        long slot = millis / SLOT_MILLIS;
        if (slot - newest >= SLOTS) {
            forget();
        }
        for (long gone = newest + 1; gone <= slot && gone < newest + SLOTS; gone++) {
            parts[(int) (gone % SLOTS)] = 0;
        }
        newest = Math.max(newest, slot);
        parts[(int) (newest % SLOTS)] += part;
        return isEnough();
    }

    /** As {@link #add}; an address that was counted a short while ago does not count again. */
    synchronized boolean addUnknown(int address, long part, long millis) {
        for (int known : unknown) {
            if (known == address) {
                return false;
            }
        }
        if (unknownNext == unknown.length && unknown.length < remembered) {
            // Grows with what is found missing: most callers miss nothing. The gap is filled with what it holds.
            unknown = Arrays.copyOf(unknown, Math.min(remembered, Math.max(8, 2 * unknown.length)));
            Arrays.fill(unknown, unknownNext, unknown.length, address);
        }
        unknownNext = unknownNext == unknown.length ? 0 : unknownNext;
        unknown[unknownNext++] = address;
        return add(part, millis);
    }

    private boolean isEnough() {
        long sum = 0;
        int busy = 0;
        for (long part : parts) {
            sum += part;
            busy += part > 0 ? 1 : 0;
        }
        if (sum < WHOLE || busy < SUSTAINED_SLOTS) {
            return false;
        }
        forget();
        return true;
    }

    private void forget() {
        Arrays.fill(parts, 0);
    }
}
