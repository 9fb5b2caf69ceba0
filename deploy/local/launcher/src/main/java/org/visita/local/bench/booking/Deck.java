package org.visita.local.bench.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All slots of the clinic, each dealt once: whoever takes part draws from the same deck, so nobody ever meets a slot that
 * is taken, and everybody meets the same index pages. In no order, but in the same one each time.
 */
final class Deck {

    static final Duration VISIT = Duration.ofMinutes(5);

    private static final int PRACTITIONERS = 400;
    private static final int PATIENTS = 20_000;
    private static final int DAYS = 30;
    private static final int STARTS = (int) (Duration.ofDays(DAYS).dividedBy(VISIT));
    private static final int SLOTS = PRACTITIONERS * STARTS;

    /** Has no factor in common with the number of slots, so that its multiples meet each slot once. */
    private static final long STRIDE = 1_000_003;

    /** A visit that nobody else wants. */
    record Slot(UUID practitioner, UUID patient, Instant start) {}

    private final List<UUID> practitioners;
    private final List<UUID> patients;
    private final Instant first;
    private final AtomicInteger dealt = new AtomicInteger();

    /** @param first start of the first slots; all others are within the month that follows */
    Deck(Instant first, long seed) {
        Random random = new Random(seed);
        practitioners = ids(random, PRACTITIONERS);
        patients = ids(random, PATIENTS);
        this.first = first;
    }

    List<UUID> practitioners() {
        return practitioners;
    }

    List<UUID> patients() {
        return patients;
    }

    Instant first() {
        return first;
    }

    Slot next() {
        int turn = dealt.getAndIncrement();
        if (turn >= SLOTS) throw new IllegalStateException("all " + SLOTS + " slots are dealt");
        int place = (int) (turn * STRIDE % SLOTS);
        int practitioner = place % PRACTITIONERS;
        int start = place / PRACTITIONERS;
        return new Slot(
                practitioners.get(practitioner),
                patients.get(patient(practitioner, start)),
                first.plus(VISIT.multipliedBy(start)));
    }

    /** No patient is in two places at once: of one start, each practitioner has another patient. */
    private static int patient(int practitioner, int start) {
        return Math.floorMod(practitioner + start * 4_001, PATIENTS);
    }

    private static List<UUID> ids(Random random, int count) {
        List<UUID> ids = new ArrayList<>(count);
        // Version 7 in form; the time in it is of no meaning here.
        for (int i = 0; i < count; i++) {
            long high = random.nextLong() & ~0xF000L | 0x7000L;
            ids.add(new UUID(high, random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L));
        }
        return ids;
    }
}
