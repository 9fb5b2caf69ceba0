package org.visita.gateway.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.visita.contracts.access.AccessKey;

/**
 * Says in a token what it was given for, so that it ends with that: the secret, when the key is rotated, or the public
 * key, when its owner takes it away. Tells nothing about a secret: it is a hash of the keyed hash.
 */
final class CredentialMark {

    private static final int BYTES = 12;

    private CredentialMark() {}

    static String ofSecret(String hash) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.US_ASCII));
            return "secret." + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** @param jwk as the key's record has it */
    static String ofPublicKey(String jwk) {
        try {
            return "jwk." + JsonWebKey.Factory.newJwk(jwk).calculateBase64urlEncodedThumbprint("SHA-256");
        } catch (JoseException unreadable) {
            return "jwk.unreadable";
        }
    }

    /** Until when the key, as it is now, has what the mark was made of; in the past if it has it no more. */
    static Instant goodUntil(AccessKey key, String mark) {
        boolean isCurrent = mark.startsWith("jwk.")
                ? key.publicKeys().stream().map(CredentialMark::ofPublicKey).anyMatch(mark::equals)
                : mark.equals(ofSecret(key.hash()));
        if (isCurrent) {
            return Instant.MAX;
        }
        AccessKey.Secret previous = key.previous();
        return previous != null && mark.equals(ofSecret(previous.hash())) ? previous.until() : Instant.MIN;
    }
}
