package org.visita.gateway.token;

import java.time.Instant;

/** A signed token and when it ends. */
public record MintedToken(String text, Instant expiresAt) {}
