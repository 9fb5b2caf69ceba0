package org.visita.gateway.oauth;

import java.time.Instant;
import java.util.List;
import org.visita.gateway.key.KnownKey;

/**
 * An access token whose signature was found right.
 *
 * @param keyId the key that it was given to
 * @param mark of the {@linkplain CredentialMark credential} that it was given for
 * @param scopes never more than the key had
 */
record AccessToken(String keyId, String mark, List<String> scopes, Instant expiresAt, Holder holder) {

    /** The last version of the key that the token was seen with, so that nothing is made anew with each request. */
    static final class Holder {

        private volatile TokenOfKey last;
    }

    static AccessToken of(String keyId, String mark, List<String> scopes, Instant expiresAt) {
        return new AccessToken(keyId, mark, List.copyOf(scopes), expiresAt, new Holder());
    }

    /** Who shows the token, by what the key is now. */
    TokenOfKey with(KnownKey key) {
        TokenOfKey last = holder.last;
        if (last == null || last.key() != key) {
            last = new TokenOfKey(this, key);
            holder.last = last;
        }
        return last;
    }
}
