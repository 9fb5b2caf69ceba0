package org.visita.local.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for something by looking again and again, never for longer than a bound. */
public final class Await {

    private Await() {}

    /** Whether it came true within the bound. */
    public static boolean until(Duration bound, Duration pause, BooleanSupplier condition) {
        return present(bound, pause, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** The first value that is there within the bound; empty also when the thread is interrupted. */
    public static <T> Optional<T> present(Duration bound, Duration pause, Supplier<Optional<T>> look) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) return found;
            if (System.nanoTime() - start >= bound.toNanos()) return Optional.empty();
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
