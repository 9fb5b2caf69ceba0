package org.visita.local.clinic;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A refusal by the API, as RFC 9457 problem details carry it. */
public final class GatewayProblem extends RuntimeException {

    private final int status;
    private final String code;
    private final Duration retryAfter;

    GatewayProblem(String call, HttpResponse<?> response, JsonNode problem) {
        super(call + " answered " + response.statusCode() + " "
                + problem.path("code").asText("without a code") + ": "
                + problem.path("detail").asText(problem.path("title").asText("no detail")));
        status = response.statusCode();
        code = problem.path("code").asText("");
        retryAfter = Duration.ofSeconds(
                response.headers().firstValueAsLong("Retry-After").orElse(1));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
