package org.visita.gateway.limit;

import io.vertx.core.MultiMap;

/** Tells the caller where it stands (IETF draft RateLimit header fields, 11), the tightest window only. */
public final class RateLimitHeaders {

    public static final String POLICY = "RateLimit-Policy";
    public static final String LIMIT = "RateLimit";

    private RateLimitHeaders() {}

    public static void write(Decision decision, MultiMap headers) {
        headers.set(POLICY, decision.policy());
        headers.set(
                LIMIT,
                "\"" + decision.tightest().name() + "\";r=" + decision.remaining() + ";t=" + decision.resetSeconds());
    }
}
