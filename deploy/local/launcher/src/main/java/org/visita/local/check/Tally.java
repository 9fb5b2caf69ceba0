package org.visita.local.check;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says how far a long reading has come, every two seconds; says nothing of a short one. */
public final class Tally {

    private static final long EVERY = Duration.ofSeconds(2).toNanos();

    private final Consumer<String> say;
    private final LongSupplier nanos;
    private long said;
    private String what = "";
    private long count;

    /** @param nanos a clock as {@link System#nanoTime} */
    public Tally(Consumer<String> say, LongSupplier nanos) {
        this.say = say;
        this.nanos = nanos;
        said = nanos.getAsLong();
    }

    /** One more of these, in the plural. */
    void read(String of) {
        if (!of.equals(what)) {
            what = of;
            count = 0;
        }
        count++;
        long now = nanos.getAsLong();
        if (now - said < EVERY) return;
        said = now;
        say.accept(String.format(Locale.ROOT, "  read %,d %s", count, what));
    }
}
