package org.visita.gateway.key;

import java.util.List;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Secret;
import org.visita.contracts.access.AccessKey.Status;

/** Changes keys in a table directly: as if the topic had said so. */
public final class KnownRecords {

    private KnownRecords() {}

    public static void apply(KeyTable table, AccessKey record) {
        table.apply(record);
    }

    /** The next version of the key, with these public keys. */
    public static AccessKey signingWith(AccessKey key, List<String> publicKeys) {
        return next(key, key.hash(), key.previous(), key.scopes(), publicKeys);
    }

    public static AccessKey allowedOnly(AccessKey key, String... scopes) {
        return next(key, key.hash(), key.previous(), List.of(scopes), key.publicKeys());
    }

    /** @param previous null: the old secret ended with the rotation */
    public static AccessKey rotated(AccessKey key, String hash, Secret previous) {
        return next(key, hash, previous, key.scopes(), key.publicKeys());
    }

    private static AccessKey next(
            AccessKey key, String hash, Secret previous, List<String> scopes, List<String> publicKeys) {
        return new AccessKey(
                key.keyId(),
                key.clinic(),
                key.version() + 1,
                hash,
                key.pepperVersion(),
                previous,
                scopes,
                key.practitioners(),
                key.locations(),
                key.networks(),
                key.origins(),
                publicKeys,
                Status.ACTIVE,
                key.expiresAt(),
                key.perSecond(),
                key.perMinute(),
                null);
    }
}
