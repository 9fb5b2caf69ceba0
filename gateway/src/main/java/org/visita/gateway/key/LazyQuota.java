package org.visita.gateway.key;

import java.util.List;
import org.visita.contracts.access.AccessKey;
import org.visita.gateway.limit.Quota;

/** The quota of a key with these limits, made when it is first used: of many keys few are at work. */
final class LazyQuota {

    private final int perSecond;
    private final int perMinute;
    private volatile Quota quota;

    private LazyQuota(int perSecond, int perMinute, Quota quota) {
        this.perSecond = perSecond;
        this.perMinute = perMinute;
        this.quota = quota;
    }

    static LazyQuota of(AccessKey key) {
        return new LazyQuota(key.perSecond(), key.perMinute(), null);
    }

    /** The same one for a version with the same limits; of others as much is used up as before, as a part of the whole. */
    LazyQuota become(AccessKey next) {
        if (next.perSecond() == perSecond && next.perMinute() == perMinute) {
            return this;
        }
        Quota used = quota;
        return new LazyQuota(
                next.perSecond(),
                next.perMinute(),
                used == null ? null : used.resized(windows(next.perSecond(), next.perMinute())));
    }

    Quota get() {
        Quota made = quota;
        return made == null ? make() : made;
    }

    private synchronized Quota make() {
        if (quota == null) {
            quota = Quota.of(windows(perSecond, perMinute));
        }
        return quota;
    }

    private static List<Quota.Window> windows(int perSecond, int perMinute) {
        return List.of(new Quota.Window("sec", perSecond, 1), new Quota.Window("min", perMinute, 60));
    }
}
