package org.visita.gateway.oauth;

import java.time.Instant;
import java.util.Optional;
import org.visita.gateway.key.KeyCheck;
import org.visita.gateway.key.KnownKey;

/**
 * A client that has authenticated. Whether its key opens anything is not asked yet.
 *
 * @param mark of the {@linkplain CredentialMark credential} that it showed
 * @param assertion by which it did; null: by its secret
 */
record Client(KnownKey key, String mark, Assertion assertion) {

    /** What has to be remembered of an assertion, so that it is taken once. */
    record Assertion(String id, Instant expiresAt) {}

    static Client bySecret(KeyCheck.Match match) {
        return new Client(match.key(), CredentialMark.ofSecret(match.hash()), null);
    }

    /** A token ends no later than its key, nor than the credential that it was asked for with. */
    Optional<Instant> earliestEnd() {
        Instant end = key.record().expiresAt();
        Instant replaced = CredentialMark.goodUntil(key.record(), mark);
        if (replaced.equals(Instant.MAX)) {
            return Optional.ofNullable(end);
        }
        return Optional.of(end != null && end.isBefore(replaced) ? end : replaced);
    }
}
