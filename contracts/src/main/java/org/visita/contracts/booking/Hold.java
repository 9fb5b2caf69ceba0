package org.visita.contracts.booking;

import java.time.Instant;
import org.visita.contracts.Actor;

/**
 * A reservation for minutes. When it has expired, it holds nothing any more, also where no event has said so yet.
 *
 * @param by who holds it, and alone may book it
 * @param expiresAt from here on it holds nothing
 */
public record Hold(Actor by, Instant expiresAt) {}
