package org.visita.booking.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something to do, by bare numbers: what they choose depends on what is there when it is done. So any part of a sequence
 * is a sequence again, and a failing one can be made shorter.
 */
record Command(Kind kind, Act act, Twist twist, int booking, int type, int who, int patient, int time, int actor) {

    enum Kind {
        CREATE,
        HOLD,
        BOOK_HOLD,
        RELEASE,
        EXPIRE,
        FIND_HOLD,
        ACT
    }

    /** What goes another way than usual. */
    enum Twist {
        NONE,
        /** With the version that the caller has seen. */
        IF_MATCH,
        /** With a version that is not the booking's. */
        STALE,
        /** Twice, with one Idempotency-Key. */
        TWICE,
        /** Of an id that nobody has. */
        UNKNOWN,
        /** By somebody of another clinic. */
        OTHER_CLINIC
    }

    private static final Kind[] KINDS = {
        Kind.CREATE, Kind.CREATE, Kind.CREATE, Kind.CREATE, Kind.HOLD, Kind.HOLD, Kind.HOLD, Kind.BOOK_HOLD,
        Kind.BOOK_HOLD, Kind.RELEASE, Kind.EXPIRE, Kind.EXPIRE, Kind.FIND_HOLD, Kind.ACT, Kind.ACT, Kind.ACT,
        Kind.ACT, Kind.ACT, Kind.ACT, Kind.ACT, Kind.ACT, Kind.ACT
    };

    private static final Act[] ACTS = {
        Act.CONFIRM,
        Act.DECLINE,
        Act.CHECK_IN,
        Act.UNDO_CHECK_IN,
        Act.FULFIL,
        Act.NO_SHOW,
        Act.NO_SHOW,
        Act.UNDO_NO_SHOW,
        Act.UNDO_NO_SHOW,
        Act.ENTER_IN_ERROR,
        Act.CANCEL,
        Act.CANCEL,
        Act.RESCHEDULE,
        Act.RESCHEDULE,
        Act.RESCHEDULE,
        Act.ROOM,
        Act.ROOM
    };

    static List<Command> sequence(long seed, int length) {
        Random random = new Random(seed);
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            commands.add(any(random));
        }
        return commands;
    }

    private static Command any(Random random) {
        Twist twist = random.nextInt(3) > 0 ? Twist.NONE : Twist.values()[random.nextInt(Twist.values().length)];
        return new Command(
                KINDS[random.nextInt(KINDS.length)],
                ACTS[random.nextInt(ACTS.length)],
                twist,
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random));
    }

    private static int number(Random random) {
        return random.nextInt(1_000_000);
    }
}
