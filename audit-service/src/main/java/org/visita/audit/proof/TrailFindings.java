package org.visita.audit.proof;

import java.util.ArrayList;
import java.util.List;
import org.visita.audit.chain.ChainEntry;
import org.visita.proof.Finding;
import org.visita.proof.Finding.Kind;

/**
 * What a verification found so far. Where an entry is missing, and another one stands where it does not belong, it may
 * have moved: that is told by all that was found, and again whenever there is more.
 */
final class TrailFindings {

    private static final int MOST = 100;

    private final List<Finding> findings = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<ChainEntry> strays = new ArrayList<>();
    private long firstMissing;
    private long lastMissing;

    void add(Kind kind, long position, String id, String detail) {
        if (findings.size() < MOST) {
            findings.add(new Finding(kind, position, id, detail));
        }
    }

    void missing(long position, byte[] before, byte[] hash) {
        if (places.size() < MOST) {
            places.add(new Place(position, before, hash, null));
        } else {
            // Too many to look for each: told as ranges.
            if (position != lastMissing + 1) {
                tellMissing();
                firstMissing = position;
            }
            lastMissing = position;
        }
    }

    void differs(long position, byte[] before, byte[] hash, ChainEntry found) {
        if (places.size() < MOST) {
            places.add(new Place(position, before, hash, found));
        } else {
            changed(position, found);
        }
    }

    void stray(ChainEntry entry) {
        if (strays.size() < MOST) {
            strays.add(entry);
        }
    }

    /** @return at most the first hundred */
    List<Finding> tell() {
        List<Finding> alone = List.copyOf(findings);
        resolve();
        List<Finding> told = List.copyOf(findings);
        findings.clear();
        findings.addAll(alone);
        return told;
    }

    private void resolve() {
        List<Place> open = new ArrayList<>(places);
        List<ChainEntry> left = new ArrayList<>();
        for (ChainEntry entry : candidates()) {
            Place home =
                    open.stream().filter(place -> place.isOf(entry)).findFirst().orElse(null);
            if (home == null) {
                left.add(entry);
            } else {
                open.remove(home);
                add(
                        Kind.MOVED,
                        home.position(),
                        entry.id().toString(),
                        "entry " + entry.id() + " belongs to position " + home.position() + ", but says "
                                + entry.position());
            }
        }
        tellOpen(open, left);
        tellMissing();
    }

    private List<ChainEntry> candidates() {
        List<ChainEntry> all = new ArrayList<>(strays);
        places.stream().filter(place -> place.found() != null).forEach(place -> all.add(place.found()));
        return all;
    }

    private void tellOpen(List<Place> open, List<ChainEntry> left) {
        long first = 0;
        long last = -1;
        for (Place place : open) {
            if (place.found() != null && left.remove(place.found())) {
                changed(place.position(), place.found());
            } else if (place.position() == last + 1) {
                last++;
            } else {
                removed(first, last);
                first = place.position();
                last = first;
            }
        }
        removed(first, last);
        for (ChainEntry entry : left) {
            add(
                    Kind.INSERTED,
                    entry.position(),
                    entry.id().toString(),
                    "entry " + entry.id() + " was never recorded: it says position " + entry.position());
        }
    }

    private void changed(long position, ChainEntry found) {
        add(
                Kind.CHANGED,
                position,
                found.id().toString(),
                "entry " + position + " (" + found.id() + ") does not say what it said when it was recorded");
    }

    private void tellMissing() {
        removed(firstMissing, lastMissing);
    }

    void removed(long first, long last) {
        if (first > 0 && last >= first) {
            add(
                    Kind.REMOVED,
                    first,
                    null,
                    first == last
                            ? "entry " + first + " is missing"
                            : "entries " + first + " to " + last + " are missing");
        }
    }
}
