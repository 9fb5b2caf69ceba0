package org.visita.gateway.key;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/** API keys as they are asked for and shown. */
public final class KeyJson {

    private KeyJson() {}

    /**
     * @param label for people, 1 to 100 characters
     * @param scopes codes of {@link Scope}
     * @param clinicId null: the caller's own
     * @param limits null: the usual ones, or the maker's if they are lower
     * @param expiresAt null: never, or when its maker does; at most ten years ahead
     */
    public record Request(
            String label, List<String> scopes, String clinicId, Limits limits, OffsetDateTime expiresAt) {}

    /** Requests admitted; either may be null in a request, for the usual one. */
    public record Limits(Integer perSecond, Integer perMinute) {}

    /** @param key the whole key; only in the answer that creates it, null ever after */
    public record View(
            String id,
            int version,
            String key,
            String label,
            String clinicId,
            List<String> scopes,
            String status,
            Limits limits,
            Instant expiresAt,
            Instant createdAt,
            Instant updatedAt) {

        static View of(AccessKeyEntity row) {
            return withKey(row, null);
        }

        static View withKey(AccessKeyEntity row, String key) {
            return new View(
                    row.keyId,
                    row.version,
                    key,
                    row.label,
                    row.clinic,
                    row.scopeCodes(),
                    row.status.name().toLowerCase(Locale.ROOT),
                    new Limits(row.perSecond, row.perMinute),
                    row.expiresAt,
                    row.createdAt,
                    row.updatedAt);
        }
    }
}
