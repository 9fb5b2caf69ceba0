package org.visita.gateway.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.visita.contracts.access.AccessKey.Status;

/** Where a key stands, for people: what was done with it, and what time has done. */
enum KeyState {
    ACTIVE("status = ACTIVE and (expiresAt is null or expiresAt > :soon)"
            + " and (previousUntil is null or previousUntil <= :now)"),

    /** Active; but it ends within a week, or the secret before its last rotation is still taken. */
    EXPIRING("status = ACTIVE and (expiresAt is null or expiresAt > :now)"
            + " and (expiresAt <= :soon or previousUntil > :now)"),
    EXPIRED("status = ACTIVE and expiresAt <= :now"),
    DISABLED("status = DISABLED"),
    SUSPENDED("status = SUSPENDED"),
    REVOKED("status = REVOKED"),

    /** For a time, by the gateway. Stands in no row, so the list cannot be narrowed to it. */
    BLOCKED(null);

    static final Duration SOON = Duration.ofDays(7);

    private final String condition;

    KeyState(String condition) {
        this.condition = condition;
    }

    static KeyState of(AccessKeyEntity key, Instant now, boolean blocked) {
        return switch (key.status) {
            case DISABLED -> DISABLED;
            case SUSPENDED -> SUSPENDED;
            case REVOKED -> REVOKED;
            case ACTIVE -> ofActive(key, now, blocked);
        };
    }

    private static KeyState ofActive(AccessKeyEntity key, Instant now, boolean blocked) {
        if (!isActive(key.status, key.expiresAt, now)) {
            return EXPIRED;
        }
        if (blocked) {
            return BLOCKED;
        }
        boolean ends = key.expiresAt != null && !key.expiresAt.isAfter(now.plus(SOON));
        boolean overlaps = key.previousUntil != null && key.previousUntil.isAfter(now);
        return ends || overlaps ? EXPIRING : ACTIVE;
    }

    /** Whether such a key counts among the active ones of its clinic. */
    static boolean isActive(Status status, Instant expiresAt, Instant now) {
        return status == Status.ACTIVE && (expiresAt == null || expiresAt.isAfter(now));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In HQL, with {@code :now} and {@code :soon}; both may be missing. */
    String condition() {
        return condition;
    }

    /** One that the list can be narrowed to. */
    static Optional<KeyState> inList(String code) {
        return Arrays.stream(values())
                .filter(state -> state.condition != null && state.code().equals(code))
                .findFirst();
    }
}
