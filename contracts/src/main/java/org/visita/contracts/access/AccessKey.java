package org.visita.contracts.access;

import java.time.Instant;
import java.util.List;

/**
 * An API key as every gateway replica knows it. Never the secret: only its keyed hash.
 *
 * @param keyId public part of the key, 12 characters base62
 * @param version 1 at creation, one more with each change
 * @param hash base64 of HMAC-SHA-256 over the secret
 * @param pepperVersion which pepper the hash was made with
 * @param scopes what the key may do; empty: nothing
 * @param expiresAt null: never
 * @param perSecond requests admitted a second, at least 1
 * @param perMinute requests admitted a minute, at least 1
 */
public record AccessKey(
        String keyId,
        String clinic,
        int version,
        String hash,
        int pepperVersion,
        List<String> scopes,
        Status status,
        Instant expiresAt,
        int perSecond,
        int perMinute) {

    public AccessKey {
        scopes = List.copyOf(scopes);
    }

    public enum Status {
        ACTIVE,
        DISABLED
    }
}
