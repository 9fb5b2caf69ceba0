package org.visita.local.check;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds who holds a thing while another holds it, in one pass over claims in the order of clinic, thing and start. */
final class Overlaps {

    private final Set<Finding> found = new LinkedHashSet<>();

    /** Of the claims of one thing so far, the one that holds it longest. */
    private Claim longest;

    /**
     * Somebody's time with a thing.
     *
     * @param holder booking, or session whose bookings share the thing
     * @param to exclusive
     */
    record Claim(String clinic, String thing, String holder, Instant from, Instant to) {

        private boolean isOfSameThingAs(Claim other) {
            return other != null && clinic.equals(other.clinic) && thing.equals(other.thing);
        }
    }

    void add(Claim claim) {
        boolean sameThing = claim.isOfSameThingAs(longest);
        if (sameThing && claim.from().isBefore(longest.to()) && !claim.holder().equals(longest.holder())) {
            found.add(overlap(claim, longest));
        }
        if (!sameThing || claim.to().isAfter(longest.to())) longest = claim;
    }

    /** At least one for each claim that begins while another runs. */
    Set<Finding> found() {
        return found;
    }

    private static Finding overlap(Claim one, Claim other) {
        boolean ordered = one.holder().compareTo(other.holder()) < 0;
        Claim first = ordered ? one : other;
        Claim second = ordered ? other : one;
        return new Finding(
                Kind.OVERLAP, first.holder(), "and " + second.holder() + " both hold " + first.thing() + " at once");
    }
}
