package org.visita.gateway.key;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.List;
import org.visita.contracts.access.AccessKey;

/** A key as it is held for long: texts and lists that many keys share are held once, and what is not asked again is left out. */
final class LeanKey {

    private static final Interner<String> TEXTS = Interner.newWeakInterner();
    private static final Interner<List<String>> LISTS = Interner.newWeakInterner();

    private LeanKey() {}

    static AccessKey of(AccessKey key) {
        if (key.status() == AccessKey.Status.REVOKED) {
            return remains(key);
        }
        return new AccessKey(
                key.keyId(),
                TEXTS.intern(key.clinic()),
                key.version(),
                key.hash(),
                key.pepperVersion(),
                key.previous(),
                shared(key.scopes()),
                shared(key.practitioners()),
                shared(key.locations()),
                shared(key.networks()),
                shared(key.origins()),
                key.publicKeys(),
                key.status(),
                key.expiresAt(),
                key.perSecond(),
                key.perMinute(),
                null);
    }

    /**
     * Of a key that never opens again: enough to tell its clinic who still shows it, and to know an older version when it
     * comes. It cannot be forgotten altogether: one of its announcements, signed before it was revoked, could then be
     * brought back.
     */
    private static AccessKey remains(AccessKey key) {
        return new AccessKey(
                key.keyId(),
                TEXTS.intern(key.clinic()),
                key.version(),
                key.hash(),
                key.pepperVersion(),
                key.previous(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                key.status(),
                key.expiresAt(),
                key.perSecond(),
                key.perMinute(),
                null);
    }

    private static List<String> shared(List<String> list) {
        return list.isEmpty() ? list : LISTS.intern(list);
    }
}
