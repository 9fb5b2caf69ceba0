package org.visita.local.bench.slots;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.visita.local.bench.Samples;

/**
 * Sends each request when it is due, whether the earlier ones have been answered or not, and counts its time from then:
 * a service that stalls is charged for all who had to wait, not only for the one that it stalled on.
 */
final class OpenLoad {

    /** The slowest answer is waited for this long after the last request was due. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * @param took until the whole answer was there, since the request was due
     * @param errors answers that were not as they should be
     * @param firstError what was wrong with one of them
     */
    record Outcome(Samples took, int errors, Optional<String> firstError) {}

    private final HttpClient client;
    private final Function<HttpResponse<String>, Optional<String>> objection;
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicReference<String> firstError = new AtomicReference<>();

    /** @param objection what is wrong with an answer, empty if nothing is */
    OpenLoad(HttpClient client, Function<HttpResponse<String>, Optional<String>> objection) {
        this.client = client;
        this.objection = objection;
    }

    /**
     * @param arrivals nanoseconds since the beginning, in order
     * @param requests the request that is due at the arrival of that index; made when it is sent
     * @param counted index of the first one whose time counts
     */
    Outcome run(long[] arrivals, IntFunction<HttpRequest> requests, int counted) throws InterruptedException {
        long[] took = new long[arrivals.length];
        CompletableFuture<?>[] answers = new CompletableFuture<?>[arrivals.length];
        long beginning = System.nanoTime();
        for (int i = 0; i < arrivals.length; i++) {
            long due = beginning + arrivals[i];
            awaitNanoTime(due);
            int index = i;
            answers[i] = client.sendAsync(requests.apply(i), BodyHandlers.ofString())
                    .handle((response, failure) -> {
                        took[index] = System.nanoTime() - due;
                        Optional<String> wrong =
                                failure == null ? objection.apply(response) : Optional.of(failure.toString());
                        wrong.ifPresent(this::count);
                        return null;
                    });
        }
        awaitAll(answers);
        Samples samples = new Samples();
        for (int i = counted; i < took.length; i++) samples.add(Duration.ofNanos(took[i]));
        return new Outcome(samples, errors.get(), Optional.ofNullable(firstError.get()));
    }

    private void awaitAll(CompletableFuture<?>[] answers) throws InterruptedException {
        try {
            CompletableFuture.allOf(answers).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            for (CompletableFuture<?> answer : answers) {
                if (!answer.isDone()) count("no answer within " + PATIENCE.toSeconds() + " s");
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void count(String wrong) {
        errors.incrementAndGet();
        firstError.compareAndSet(null, wrong);
    }

    private static void awaitNanoTime(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) throw new InterruptedException();
        }
    }
}
