package org.visita.proof;

import java.util.ArrayList;
import java.util.List;
import org.visita.proof.Finding.Kind;

/** Lines that stand where they do not belong, and places where lines are missing: matched in the end, they have moved. */
final class Strays {

    private static final int MOST = 1000;

    /**
     * Entries that are missing.
     *
     * @param before what goes before them
     * @param after what comes behind them
     * @param orElse what it may be instead, for people
     */
    private record Hole(long first, long last, Run before, Run after, String orElse) {

        String beforeId() {
            return before == null ? null : before.lastId();
        }

        String afterId() {
            return after == null ? null : after.firstId();
        }
    }

    private final List<Hole> holes = new ArrayList<>();
    private final List<Run> strays = new ArrayList<>();

    void missing(long first, long last, Run before, Run after, String orElse) {
        if (holes.size() < MOST) {
            holes.add(new Hole(first, last, before, after, orElse));
        }
    }

    void stray(Run run) {
        if (strays.size() < MOST) {
            strays.add(run);
        }
    }

    void tell(Findings findings) {
        for (Run stray : strays) {
            int place = placeOf(stray);
            if (place < 0) {
                findings.add(
                        Kind.INSERTED,
                        stray.first(),
                        stray.firstId(),
                        "line " + stray.line() + ": " + stray.named() + " is in the file without a place in the chain");
            } else {
                long home = holes.get(place).first() == holes.get(place).last()
                        ? holes.get(place).first()
                        : stray.first();
                fill(place, stray);
                findings.add(
                        Kind.MOVED,
                        home,
                        stray.firstId(),
                        "line " + stray.line() + ": " + stray.named() + " does not stand at its place");
            }
        }
        for (Hole hole : holes) {
            findings.add(
                    Kind.REMOVED,
                    hole.first(),
                    null,
                    (hole.first() == hole.last()
                                    ? "entry " + hole.first() + " is"
                                    : "entries " + hole.first() + " to " + hole.last() + " are")
                            + " missing" + around(hole) + hole.orElse());
        }
    }

    private static String around(Hole hole) {
        return (hole.beforeId() == null ? "" : ", after " + hole.beforeId())
                + (hole.afterId() == null ? "" : ", before " + hole.afterId());
    }

    private int placeOf(Run stray) {
        for (int i = 0; i < holes.size(); i++) {
            Hole hole = holes.get(i);
            if (saysSo(stray, hole) || fillsAlone(stray, hole)) {
                return i;
            }
        }
        return -1;
    }

    /** At the edge of the hole it can be seen that it is what stood there, and not something else. */
    private static boolean saysSo(Run stray, Hole hole) {
        return stray.first() >= hole.first()
                && stray.last() <= hole.last()
                && (stray.first() > hole.first()
                        || stray.content() == null
                        || stray.follows(hole.before().lastHash()));
    }

    /** Whatever position and hash its line has: what it says is what leads from before the hole to behind it. */
    private static boolean fillsAlone(Run stray, Hole hole) {
        byte[] before = hole.before().lastHash();
        return stray.count() == 1
                && stray.content() != null
                && hole.first() == hole.last()
                && before != null
                && hole.after() != null
                && hole.after().follows(Hashes.chained(before, stray.content()));
    }

    private void fill(int place, Run stray) {
        Hole hole = holes.remove(place);
        if (hole.first() == hole.last()) {
            return;
        }
        if (stray.last() < hole.last()) {
            holes.add(place, new Hole(stray.last() + 1, hole.last(), stray, hole.after(), ""));
        }
        if (hole.first() < stray.first()) {
            holes.add(place, new Hole(hole.first(), stray.first() - 1, hole.before(), stray, ""));
        }
    }
}
