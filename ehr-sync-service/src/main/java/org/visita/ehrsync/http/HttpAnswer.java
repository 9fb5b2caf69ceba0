package org.visita.ehrsync.http;

import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * One answer, whole.
 *
 * @param etag null if it has none
 * @param location null if it has none
 * @param retryAfter how long to stay away; null if it does not say
 */
public record HttpAnswer(int status, String etag, String location, Duration retryAfter, String body) {

    static HttpAnswer of(HttpClientResponse response, String body, Instant now) {
        return new HttpAnswer(
                response.statusCode(),
                response.getHeader("ETag"),
                response.getHeader("Location"),
                RetryAfter.of(response.getHeader("Retry-After"), response.getHeader("Date"), now),
                body);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Without the body, which may be about a person. */
    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
