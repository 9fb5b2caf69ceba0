package org.visita.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.visita.proof.Finding.Kind;

/**
 * Finds out what was done to the entries between two checkpoints. The hash of the last of them is signed, and so are, by
 * their tree, all hashes together; from what fits and what does not follows what was touched.
 */
final class RangeFindings {

    private static final String HASHES_FROM_THERE = "hashes were altered from it on; what it says was not";

    private final Findings findings;
    private final Strays strays;
    private final RangeWalk walk;
    private final TreeAt end;
    private List<Run> runs;
    private boolean onlyBreaks = true;

    /** @param end null where no checkpoint covers the entries */
    RangeFindings(Findings findings, Strays strays, RangeWalk walk, TreeAt end) {
        this.findings = findings;
        this.strays = strays;
        this.walk = walk;
        this.end = end;
    }

    void tell() {
        if (isUntouched()) {
            return;
        }
        long before = findings.count();
        runs = walk.runs();
        if (walk.hasTooMany() && isRightByContents()) {
            changed(runs.get(1).first(), runs.get(1).firstId(), HASHES_FROM_THERE);
            return;
        }
        if (end != null) {
            runs.add(endRun());
        }
        dropDoubledEnds();
        cutOverlaps();
        dropOutliers();
        List<Integer> breaks = new ArrayList<>();
        for (int i = 0; i + 1 < runs.size(); i++) {
            join(i, breaks);
        }
        name(breaks);
        if (findings.count() == before && onlyBreaks) {
            rewritten();
        }
    }

    private boolean isUntouched() {
        if (!walk.isWhole()) {
            return false;
        }
        if (end == null) {
            return true;
        }
        return walk.last() == end.checkpoint().size()
                && Arrays.equals(walk.lastHash(), end.checkpoint().head())
                && Arrays.equals(walk.tree().root(), end.checkpoint().root());
    }

    /** Stands behind the last entry: continued by nothing, it continues what has the signed hash. */
    private Run endRun() {
        long size = end.checkpoint().size();
        return new Run(size + 1, size + 1, 0, 0, null, null, null, null, null, null);
    }

    private boolean continues(Run before, Run after) {
        if (isEnd(after)) {
            return before.last() == end.checkpoint().size()
                    && Arrays.equals(before.lastHash(), end.checkpoint().head());
        }
        return after.continues(before);
    }

    private boolean isEnd(Run run) {
        return run.count() == 0 && run.lastHash() == null;
    }

    /** A line that comes once more right after itself, or one that was put in front of the one it pretends to be. */
    private void dropDoubledEnds() {
        for (int i = 0; i + 1 < runs.size(); i++) {
            Run run = runs.get(i);
            Run next = runs.get(i + 1);
            if (run.count() == 0 || isEnd(next) || next.first() != run.last() || !next.follows(run.beforeLast())) {
                continue;
            }
            onlyBreaks = false;
            boolean same = Arrays.equals(run.lastHash(), next.hash());
            findings.add(
                    same ? Kind.DOUBLED : Kind.INSERTED,
                    run.last(),
                    run.lastId(),
                    same
                            ? "line " + next.line() + ": entry " + run.last() + Run.of(run.lastId())
                                    + " stands there twice"
                            : "line " + (next.line() - 1) + ": "
                                    + run.onlyLast().named() + " was put in before the entry that has this position");
            runs.set(i, run.withoutLast().with(next));
            runs.remove(i + 1);
            i--;
        }
    }

    /** Lines that were put in and follow on each other: behind them it goes on with a position that they have as well. */
    private void cutOverlaps() {
        for (int i = 0; i + 1 < runs.size(); i++) {
            Run run = runs.get(i);
            Run next = runs.get(i + 1);
            boolean overlaps = next.first() > run.first() && next.first() <= run.last() && next.last() > run.last();
            if (!overlaps || runs.stream().anyMatch(other -> continues(run, other))) {
                continue;
            }
            onlyBreaks = false;
            long surplus = run.last() - next.first() + 1;
            findings.add(
                    Kind.INSERTED,
                    next.first(),
                    run.lastId(),
                    "lines " + (next.line() - surplus) + " to " + (next.line() - 1) + ": " + surplus
                            + " entries, the last of them" + Run.of(run.lastId()) + ", were put in before entry "
                            + next.first() + Run.of(next.firstId()));
            runs.set(i, run.cutBefore(next));
            runs.remove(i + 1);
            i--;
        }
    }

    private void dropOutliers() {
        List<Run> kept = new LongestOrder(runs, this::continues).find();
        if (kept.size() < runs.size()) {
            onlyBreaks = false;
            runs.stream()
                    .filter(run -> kept.stream().noneMatch(one -> one == run))
                    .forEach(strays::stray);
        }
        runs = kept;
        for (int i = 0; i + 1 < runs.size(); i++) {
            if (!isEnd(runs.get(i + 1)) && continues(runs.get(i), runs.get(i + 1))) {
                runs.set(i, runs.get(i).with(runs.get(i + 1)));
                runs.remove(i + 1);
                i--;
            }
        }
    }

    private void join(int i, List<Integer> breaks) {
        Run run = runs.get(i);
        Run next = runs.get(i + 1);
        if (next.first() > run.last() + 1) {
            String orElse = isEnd(next) && onlyBreaks
                    ? "; or one between " + (walk.start() + 1) + " and " + run.last()
                            + " is, and the positions and hashes behind it were made anew"
                    : "";
            strays.missing(run.last() + 1, next.first() - 1, run, next, orElse);
            onlyBreaks = false;
        } else if (!continues(run, next)) {
            breaks.add(i);
        }
    }

    /** Whether the entries lead to what was signed, by what they say. */
    private boolean isRightByContents() {
        return end != null
                && walk.isInOrder()
                && walk.last() == end.checkpoint().size()
                && walk.byContents() != null
                && Arrays.equals(walk.byContents(), end.checkpoint().head());
    }

    private void name(List<Integer> breaks) {
        boolean ordered = end != null && onlyBreaks && walk.isInOrder() && !walk.hasTooMany();
        boolean contents = ordered && isRightByContents();
        boolean hashes =
                ordered && Arrays.equals(walk.tree().root(), end.checkpoint().root());
        for (int i : breaks) {
            Run run = runs.get(i);
            Run next = runs.get(i + 1);
            if (hashes && !contents) {
                changed(next.first(), next.firstId(), "it does not say what it said when it was hashed");
            } else if (isAlone(i + 1, breaks)) {
                String what = contents ? "its hash was altered; what it says was not" : "it and its hash were altered";
                changed(next.first(), next.firstId(), what);
            } else if (isAlone(i, breaks)) {
                continue;
            } else if (contents && !isEnd(next)) {
                changed(next.first(), next.firstId(), HASHES_FROM_THERE);
            } else {
                suspects(run, next);
            }
        }
        if (walk.hasTooMany()) {
            rewritten();
        }
    }

    /** Whether this is a single line that neither follows on what is before it, nor is followed by what is behind it. */
    private boolean isAlone(int i, List<Integer> breaks) {
        return runs.get(i).count() == 1 && breaks.contains(i - 1) && breaks.contains(i);
    }

    private void suspects(Run run, Run next) {
        if (end != null && onlyBreaks && run.count() > 0) {
            String since = run.count() > 1 ? ", perhaps from entry " + run.first() + Run.of(run.firstId()) + " on" : "";
            changed(run.last(), run.lastId(), "it was altered and its hash made anew" + since);
        } else {
            changed(next.first(), next.firstId(), "it does not follow on the entry before it");
        }
    }

    private void changed(long position, String id, String what) {
        findings.add(Kind.CHANGED, position, id, "entry " + position + Run.of(id) + ": " + what);
    }

    /** Everything fits by itself, but is not what was signed. */
    private void rewritten() {
        Run whole = runs.getFirst();
        Run newest = runs.get(runs.size() - (end == null || runs.size() == 1 ? 1 : 2));
        findings.add(
                Kind.CHANGED,
                walk.start() + 1,
                whole.firstId(),
                "at least one of the entries " + (walk.start() + 1) + Run.of(whole.firstId()) + " to " + newest.last()
                        + Run.of(newest.lastId()) + " was altered, and all hashes from there on made anew");
    }
}
