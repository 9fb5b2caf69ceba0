package org.visita.gateway.key;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.visita.contracts.access.AccessKey;

/** What a key has, as the bounds of what it can give. Its scopes are apart: a token may have fewer than its key. */
record Bounds(AccessKey own) {

    /** What was not asked for, no wider than it is here. What was asked for stays, and is judged by {@link #brokenBy}. */
    KeyTerms cut(KeyJson.Asked asked, KeyTerms usual) {
        KeyJson.Limits limits = asked.limits() == null ? new KeyJson.Limits(null, null) : asked.limits();
        return new KeyTerms(
                usual.label(),
                usual.owner(),
                usual.scopes(),
                limits.perSecond() == null ? Math.min(usual.perSecond(), own.perSecond()) : usual.perSecond(),
                limits.perMinute() == null ? Math.min(usual.perMinute(), own.perMinute()) : usual.perMinute(),
                orOwn(usual.networks(), own.networks()),
                usual.origins(),
                orOwn(usual.practitioners(), own.practitioners()),
                orOwn(usual.locations(), own.locations()),
                usual.publicKeys(),
                usual.expiresAt() == null ? own.expiresAt() : usual.expiresAt());
    }

    private static List<String> orOwn(List<String> asked, List<String> own) {
        return asked.isEmpty() ? own : asked;
    }

    /** Empty if all of it is within. */
    Optional<String> brokenBy(KeyTerms terms) {
        if (terms.perSecond() > own.perSecond() || terms.perMinute() > own.perMinute()) {
            return Optional.of("A key can pass on only limits that it has itself.");
        }
        if (!endsWith(terms.expiresAt())) {
            return Optional.of("A key can make only keys that end no later than it does itself.");
        }
        if (!NetworkList.of(own.networks()).covers(NetworkList.of(terms.networks()))) {
            return Optional.of("A key can open only to addresses that it may come from itself.");
        }
        return coversPeople(terms.practitioners(), terms.locations())
                ? Optional.empty()
                : Optional.of("A key that is limited can make only keys that are limited as much.");
    }

    private boolean endsWith(Instant end) {
        return own.expiresAt() == null || end != null && !end.isAfter(own.expiresAt());
    }

    /** Whether the key is limited to practitioners and locations as much as this one is. */
    boolean coversPeople(List<String> practitioners, List<String> locations) {
        return covers(own.practitioners(), practitioners) && covers(own.locations(), locations);
    }

    private static boolean covers(List<String> own, List<String> theirs) {
        return own.isEmpty() || !theirs.isEmpty() && own.containsAll(theirs);
    }
}
