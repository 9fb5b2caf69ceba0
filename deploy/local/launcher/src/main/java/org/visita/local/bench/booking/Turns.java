package org.visita.local.bench.booking;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.visita.local.stack.StackProblem;

/** Lets one after the other book, and counts what it costs and what was acknowledged. */
final class Turns {

    private final ToLongFunction<String> pidOf;
    private final Consumer<String> notes;
    private int acknowledged;

    /** A load and what it has cost. */
    record Turn(Load load, Cost cost) {

        double micros(Cost.Part part) {
            return cost.each(part, load.done());
        }
    }

    @FunctionalInterface
    interface Booking {
        Load run() throws InterruptedException;
    }

    Turns(ToLongFunction<String> pidOf, Consumer<String> notes) {
        this.pidOf = pidOf;
        this.notes = notes;
    }

    /** A turn of the service, whose every booking has to be told of. */
    Turn service(String what, Booking booking) throws InterruptedException {
        Turn turn = take(what, booking);
        turn.load().wrong().ifPresent(answer -> {
            throw new StackProblem("A booking was not acknowledged but answered: " + answer, "There must be none.");
        });
        acknowledged += turn.load().done();
        return turn;
    }

    /** A turn of the raw client. */
    Turn raw(String what, Booking booking) throws InterruptedException {
        return take(what, booking);
    }

    /** Bookings that the service has acknowledged, over all its turns. */
    int acknowledged() {
        return acknowledged;
    }

    private Turn take(String what, Booking booking) throws InterruptedException {
        Cost before = Cost.soFar(pidOf);
        Load load = booking.run();
        Turn turn = new Turn(load, Cost.soFar(pidOf).since(before));
        notes.accept("  %-28s %6.0f/s, us each:%s".formatted(what, load.perSecond(), parts(turn)));
        return turn;
    }

    private static String parts(Turn turn) {
        StringBuilder parts = new StringBuilder();
        for (Cost.Part part : Cost.Part.values()) {
            parts.append(
                    String.format(Locale.ROOT, " %s %.0f", part.name().toLowerCase(Locale.ROOT), turn.micros(part)));
        }
        return parts.toString();
    }
}
