package org.visita.booking.booking.domain;

import java.util.Optional;

/**
 * An act that a booking's state may allow.
 *
 * @param act as it stands in addresses, audit and history, for example {@code check-in}
 * @param from the states that allow it
 * @param who may do it
 * @param <F> the type that these states share
 */
public record Transition<F extends Booking>(String act, Class<F> from, Who who) {

    /** The booking as the state that allows this; empty if its state does not. */
    public Optional<F> in(Booking booking) {
        return from.isInstance(booking) ? Optional.of(from.cast(booking)) : Optional.empty();
    }
}
