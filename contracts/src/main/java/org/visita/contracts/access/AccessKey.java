package org.visita.contracts.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An API key as every gateway replica knows it. Never the secret: only its keyed hash.
 *
 * @param keyId public part of the key, 12 characters base62
 * @param version 1 at creation, one more with each change
 * @param hash base64 of HMAC-SHA-256 over the secret
 * @param pepperVersion which pepper the hash was made with
 * @param previous the secret before the last rotation, as long as it is still taken; null: there is none
 * @param scopes what the key may do; empty: nothing
 * @param practitioners ids of those whose bookings, slots and calendars it may touch; empty: of all
 * @param locations ids of those whose bookings, slots and calendars it may touch; empty: of all
 * @param networks addresses that it may come from, in CIDR notation (RFC 4632, RFC 4291); empty: any
 * @param origins web origins (RFC 6454) whose pages may use it (CORS); empty: none
 * @param publicKeys JWKs (RFC 7517) that its owner signs assertions with ({@code private_key_jwt}); empty: none
 * @param expiresAt null: never
 * @param perSecond requests admitted a second, at least 1
 * @param perMinute requests admitted a minute, at least 1
 * @param signature version of the pepper, a dot, and base64 of the HMAC-SHA-256 that a gateway signs all of the above
 *     with; null in records of before there was one, which are not believed
 */
public record AccessKey(
        String keyId,
        String clinic,
        int version,
        String hash,
        int pepperVersion,
        Secret previous,
        List<String> scopes,
        List<String> practitioners,
        List<String> locations,
        List<String> networks,
        List<String> origins,
        List<String> publicKeys,
        Status status,
        Instant expiresAt,
        int perSecond,
        int perMinute,
        String signature) {

    public AccessKey {
        scopes = List.copyOf(scopes);
        practitioners = orNone(practitioners);
        locations = orNone(locations);
        networks = orNone(networks);
        origins = orNone(origins);
        publicKeys = orNone(publicKeys);
    }

    /** A key without any of the restrictions and additions that a key may have. */
    public AccessKey(
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
        this(
                keyId,
                clinic,
                version,
                hash,
                pepperVersion,
                null,
                scopes,
                null,
                null,
                null,
                null,
                null,
                status,
                expiresAt,
                perSecond,
                perMinute,
                null);
    }

    private static List<String> orNone(List<String> list) {
        return List.copyOf(Objects.requireNonNullElse(list, List.of()));
    }

    /**
     * A secret that is being replaced.
     *
     * @param hash base64 of HMAC-SHA-256 over the secret
     * @param pepperVersion which pepper the hash was made with
     * @param until from then on it opens nothing
     */
    public record Secret(String hash, int pepperVersion, Instant until) {}

    public enum Status {
        ACTIVE,

        /** By a person, until a person enables it again. */
        DISABLED,

        /** By the gateway, for abuse that would not end, until a person enables it again. */
        SUSPENDED,

        /** For good. */
        REVOKED
    }
}
