package org.visita.booking.booking.domain;

import java.time.Instant;

/**
 * Whose a reserved slot is, and for how long.
 *
 * @param by who alone may book it, as {@code kind:id}
 * @param expiresAt from here on it holds nothing
 */
public record Hold(String by, Instant expiresAt) {

    public boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
