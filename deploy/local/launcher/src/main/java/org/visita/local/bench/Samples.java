package org.visita.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations that were measured. */
public final class Samples {

    private final List<Double> millis = new ArrayList<>();

    public void add(Duration duration) {
        millis.add(duration.toNanos() / 1e6);
    }

    /**
     * The nearest-rank percentile in milliseconds.
     *
     * @param percent above 0, up to 100
     */
    public double percentile(double percent) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }
}
