package org.visita.gateway.limit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one caller may ask for: a bucket for each window, as this replica counts. A request is taken out of all windows,
 * of the caller's and of what stands above it, in one atomic step, or out of none; to the last request.
 */
public final class Quota {

    /**
     * One limit: a bucket that holds so many requests and fills evenly, once over in its length. What was taken out is
     * its debt, in units of which a request costs {@link #micros()} and of which {@link #requests()} are paid back each
     * microsecond: whole numbers below 2^53, which the script in Redis reckons with exactly too.
     *
     * @param name as it stands in the headers
     * @param requests admitted in the window, 1 to 100,000,000
     * @param seconds length of the window, 1 to 60
     */
    public record Window(String name, int requests, int seconds) {

        private static final long MICROS = Duration.ofSeconds(1).toNanos() / 1_000;

        long micros() {
            return seconds * MICROS;
        }

        long capacity() {
            return requests * micros();
        }

        /** A request that weighs more than the whole window takes the whole window: nothing is too heavy for ever. */
        long cost(int weight) {
            return Math.min(weight, requests) * micros();
        }

        boolean holds(long debt, int weight) {
            return debt + cost(weight) <= capacity();
        }

        long after(long debt, long elapsedMicros) {
            return elapsedMicros >= micros() ? 0 : Math.max(0, debt - elapsedMicros * requests);
        }

        /** A debt of a window with so many requests, as the same part of this one. */
        long scaled(long debt, int ofRequests) {
            return (long) Math.ceil(debt * ((double) requests / ofRequests));
        }

        long remaining(long debt) {
            return Math.max(0, (capacity() - debt) / micros());
        }

        long secondsUntilWhole(long debt) {
            return Math.ceilDiv(debt, requests * MICROS);
        }

        long secondsUntilAdmitted(long debt, int weight) {
            return Math.max(1, secondsUntilWhole(debt + cost(weight) - capacity()));
        }

        /** What one of so many replicas may admit by itself, at least one request. */
        Window share(int replicas) {
            return new Window(name, Math.max(1, requests / replicas), seconds);
        }

        /** Whether the callers of a clinic share it. */
        boolean isShared() {
            return isShared(name);
        }

        static boolean isShared(String name) {
            return name.startsWith(CLINIC);
        }

        /** As it stands in the header {@code RateLimit-Policy}. */
        String policy() {
            return "\"" + name + "\";q=" + requests + ";w=" + seconds;
        }
    }

    private static final String CLINIC = "clinic-";

    private final Window[] windows;
    private final long[] debts;
    private long at;
    private final String policy;
    private volatile Window[] shares;

    private Quota(Window[] windows) {
        this.windows = windows;
        this.debts = new long[windows.length];
        this.policy = policy(windows);
    }

    /** @param windows from the shortest to the longest */
    public static Quota of(List<Window> windows) {
        return new Quota(windows.toArray(Window[]::new));
    }

    /**
     * One with these limits, of which as much is used up as of this one: neither more limits nor fewer make it whole.
     *
     * @param others of the same lengths, in the same order
     */
    public synchronized Quota resized(List<Window> others) {
        Quota next = of(others);
        for (int i = 0; i < debts.length; i++) {
            next.debts[i] = next.windows[i].scaled(debts[i], windows[i].requests());
        }
        next.at = at;
        return next;
    }

    /** What all callers of one clinic may ask for together. */
    static Quota ofClinic(int perSecond, int perMinute) {
        return of(List.of(new Window(CLINIC + "sec", perSecond, 1), new Window(CLINIC + "min", perMinute, 60)));
    }

    /** Its windows, or of each the share of one of so many replicas. */
    Window[] windows(int replicas) {
        if (replicas == 1) {
            return windows;
        }
        Window[] known = shares;
        if (known == null) {
            known = new Window[windows.length];
            for (int i = 0; i < windows.length; i++) {
                known[i] = windows[i].share(replicas);
            }
            shares = known;
        }
        return known;
    }

    /**
     * Takes a request of this weight out of the windows of both, or out of none if one of them has no room.
     *
     * @param above null: nothing; otherwise the same for all callers that share it
     * @param micros of a clock that never goes back
     */
    Decision take(Quota above, int weight, long micros, int replicas) {
        if (above == null) {
            synchronized (this) {
                return settle(null, weight, micros, replicas);
            }
        }
        // Always from above to below, so that no two wait for each other.
        synchronized (above) {
            synchronized (this) {
                return settle(above, weight, micros, replicas);
            }
        }
    }

    private Decision settle(Quota above, int weight, long micros, int replicas) {
        Window[] all = together(above, replicas);
        long[] owed = new long[all.length];
        owe(owed, 0, micros, replicas);
        if (above != null) {
            above.owe(owed, windows.length, micros, replicas);
        }
        boolean admitted = true;
        for (int i = 0; i < all.length; i++) {
            admitted &= all[i].holds(owed[i], weight);
        }
        if (admitted) {
            for (int i = 0; i < all.length; i++) {
                owed[i] += all[i].cost(weight);
            }
            keep(owed, 0, micros);
            if (above != null) {
                above.keep(owed, windows.length, micros);
            }
        }
        return Decision.of(all, owed, admitted, weight, policy(replicas));
    }

    /** Value of the header {@code RateLimit-Policy}. */
    public String policy() {
        return policy;
    }

    String policy(int replicas) {
        return replicas == 1 ? policy : policy(windows(replicas));
    }

    private static String policy(Window[] windows) {
        return Stream.of(windows).map(Window::policy).collect(Collectors.joining(", "));
    }

    Window[] together(Quota above, int replicas) {
        Window[] own = windows(replicas);
        if (above == null) {
            return own;
        }
        Window[] others = above.windows(replicas);
        Window[] all = new Window[own.length + others.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(others, 0, all, own.length, others.length);
        return all;
    }

    private void owe(long[] owed, int from, long micros, int replicas) {
        Window[] now = windows(replicas);
        for (int i = 0; i < now.length; i++) {
            // Whoever looked at the clock first may come second.
            owed[from + i] = now[i].after(debts[i], Math.max(0, micros - at));
        }
    }

    private void keep(long[] owed, int from, long micros) {
        System.arraycopy(owed, from, debts, 0, debts.length);
        at = Math.max(at, micros);
    }
}
