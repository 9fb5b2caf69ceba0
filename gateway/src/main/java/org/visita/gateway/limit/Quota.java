package org.visita.gateway.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseBucket;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one caller may ask for: a token bucket for each window, all taken from in one atomic step or none. Exact under
 * parallel calls; integer arithmetic on a clock that never goes back.
 */
public final class Quota {

    /**
     * One limit.
     *
     * @param name as it stands in the headers
     * @param requests admitted in the window, at least 1
     * @param seconds length of the window
     */
    public record Window(String name, int requests, int seconds) {

        /** Seconds until a bucket that holds this much is full again, rounded up. */
        long secondsUntilWhole(long remaining) {
            return Math.ceilDiv((requests - remaining) * seconds, (long) requests);
        }
    }

    /**
     * Whether a request was admitted, and what is left in the tightest window.
     *
     * @param resetSeconds until that window is whole again; for a refused request, until the next one is admitted
     */
    public record Decision(boolean admitted, Window tightest, long remaining, long resetSeconds) {}

    private final List<Window> windows;
    private final String policy;
    private final VerboseBucket bucket;

    private Quota(List<Window> windows, TimeMeter time) {
        this.windows = windows;
        this.policy = windows.stream()
                .map(window -> "\"%s\";q=%d;w=%d".formatted(window.name(), window.requests(), window.seconds()))
                .collect(Collectors.joining(", "));
        LocalBucketBuilder builder = new LocalBucketBuilder().withCustomTimePrecision(time);
        windows.forEach(window -> builder.addLimit(bandwidth(window)));
        this.bucket = builder.build().asVerbose();
    }

    /** @param windows from the shortest to the longest */
    public static Quota of(List<Window> windows) {
        return new Quota(List.copyOf(windows), TimeMeter.SYSTEM_NANOTIME);
    }

    static Quota of(List<Window> windows, TimeMeter time) {
        return new Quota(List.copyOf(windows), time);
    }

    private static Bandwidth bandwidth(Window window) {
        return Bandwidth.builder()
                .capacity(window.requests())
                .refillGreedy(window.requests(), Duration.ofSeconds(window.seconds()))
                .build();
    }

    /** Value of the header {@code RateLimit-Policy}. */
    public String policy() {
        return policy;
    }

    /** Takes one request out of every window, or none if one of them is empty. */
    public Decision take() {
        VerboseResult<ConsumptionProbe> result = bucket.tryConsumeAndReturnRemaining(1);
        long[] left = result.getDiagnostics().getAvailableTokensPerEachBandwidth();
        int tightest = 0;
        for (int i = 1; i < left.length; i++) {
            // Of two empty windows the longer one holds the caller back.
            tightest = left[i] <= left[tightest] ? i : tightest;
        }
        Window window = windows.get(tightest);
        long remaining = Math.max(0, left[tightest]);
        ConsumptionProbe probe = result.getValue();
        return probe.isConsumed()
                ? new Decision(true, window, remaining, window.secondsUntilWhole(remaining))
                : new Decision(false, window, remaining, secondsUntilAdmitted(probe));
    }

    private static long secondsUntilAdmitted(ConsumptionProbe probe) {
        return Math.max(
                1,
                Math.ceilDiv(
                        probe.getNanosToWaitForRefill(), Duration.ofSeconds(1).toNanos()));
    }
}
