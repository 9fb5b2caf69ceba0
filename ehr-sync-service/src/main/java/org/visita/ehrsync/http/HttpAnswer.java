package org.visita.ehrsync.http;

import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * One answer, whole.
 *
 * @param etag null if it has none
 * @param location null if it has none
 * @param retryAfter null if it has none, or not in seconds
 */
public record HttpAnswer(int status, String etag, String location, Duration retryAfter, String body) {

    static HttpAnswer of(HttpClientResponse response, String body) {
        return new HttpAnswer(
                response.statusCode(),
                response.getHeader("ETag"),
                response.getHeader("Location"),
                Optional.ofNullable(response.getHeader("Retry-After"))
                        .filter(text -> text.matches("[0-9]{1,6}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .orElse(null),
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
