package org.visita.gateway.key;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** API keys as they are asked for and shown. */
public final class KeyJson {

    private KeyJson() {}

    /** What a new key and a changed one are both asked to be. */
    interface Asked {

        /** For people, 1 to 100 characters. */
        String label();

        /** Who answers for it, 1 to 100 characters; null: nobody in particular. */
        String owner();

        /** Codes of {@link Scope}. */
        List<String> scopes();

        /** Null: the usual ones, or the maker's if they are lower. */
        Limits limits();

        /** Addresses or CIDR blocks that it may come from, at most 32; none: any, or those of its maker. */
        List<String> networks();

        /** Web origins whose pages may use it, at most 16; none: none. */
        List<String> origins();

        /** Null: nothing, or what its maker is limited to. */
        LimitedTo limitedTo();

        /** Public keys of its owner, at most 4, for {@code private_key_jwt}. */
        Jwks jwks();

        /** Null: never, or when its maker does; at most ten years ahead. */
        OffsetDateTime expiresAt();
    }

    /** @param clinicId null: the caller's own */
    public record Request(
            String label,
            String owner,
            List<String> scopes,
            String clinicId,
            Limits limits,
            List<String> networks,
            List<String> origins,
            LimitedTo limitedTo,
            Jwks jwks,
            OffsetDateTime expiresAt)
            implements Asked {}

    /** Everything that can be changed, as it is to be afterwards: what is left out is as in a new key. */
    public record Change(
            String label,
            String owner,
            List<String> scopes,
            Limits limits,
            List<String> networks,
            List<String> origins,
            LimitedTo limitedTo,
            Jwks jwks,
            OffsetDateTime expiresAt)
            implements Asked {}

    /** @param overlap how long the secret so far is still taken, ISO 8601, nothing to seven days; null: a day */
    public record Rotation(String overlap) {}

    /** Requests admitted; either may be null in a request, for the usual one. */
    public record Limits(Integer perSecond, Integer perMinute) {}

    /** Ids that the key may touch, at most 50 each; none: all. */
    public record LimitedTo(List<String> practitioners, List<String> locations) {}

    /** RFC 7517, section 5. */
    public record Jwks(List<Map<String, Object>> keys) {}

    /**
     * @param key the whole key; only in the answer that creates or rotates it, null ever after
     * @param status code of {@link KeyState}
     * @param blockedUntil of a blocked key
     * @param previousUntil how long the secret before the last rotation is taken; null if it is not
     * @param lastUsedAt to the minute, and up to a minute late
     */
    public record View(
            String id,
            int version,
            String key,
            String label,
            String owner,
            String clinicId,
            List<String> scopes,
            String status,
            Instant blockedUntil,
            Limits limits,
            List<String> networks,
            List<String> origins,
            LimitedTo limitedTo,
            Jwks jwks,
            Instant expiresAt,
            Instant previousUntil,
            Instant lastUsedAt,
            Instant createdAt,
            Instant updatedAt) {}
}
