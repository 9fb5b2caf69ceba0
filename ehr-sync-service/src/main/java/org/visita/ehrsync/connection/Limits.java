package org.visita.ehrsync.connection;

import java.util.List;
import org.visita.kit.problem.FieldError;

/**
 * How much an EHR is asked of, by all replicas together.
 *
 * @param requestsPerSecond 1 to 1000; null for no such limit
 * @param concurrency deliveries at a time, 1 to 64; null for as many as the service is set to
 */
record Limits(Integer requestsPerSecond, Integer concurrency) {

    static final Limits NONE = new Limits(null, null);

    private static final int MOST_REQUESTS = 1000;
    private static final int MOST_CONCURRENT = 64;

    void check(List<FieldError> errors) {
        Bounds.check(errors, "/limits/requestsPerSecond", requestsPerSecond, 1, MOST_REQUESTS);
        Bounds.check(errors, "/limits/concurrency", concurrency, 1, MOST_CONCURRENT);
    }
}
