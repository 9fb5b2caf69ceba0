package org.visita.local.bench.slots;

import java.time.Duration;
import java.time.Instant;

/** A visit that stands, half-open {@code [start, end)}, without buffers. */
record Visit(Instant start, Instant end) {

    Duration length() {
        return Duration.between(start, end);
    }

    boolean overlaps(Instant from, Instant to) {
        return start.isBefore(to) && from.isBefore(end);
    }
}
