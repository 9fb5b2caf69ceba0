package org.visita.booking.booking.domain;

import java.util.List;
import org.visita.booking.booking.domain.Booking.Booked;
import org.visita.booking.booking.domain.Booking.CheckedIn;
import org.visita.booking.booking.domain.Booking.Correctable;
import org.visita.booking.booking.domain.Booking.Held;
import org.visita.booking.booking.domain.Booking.NoShow;
import org.visita.booking.booking.domain.Booking.Pending;
import org.visita.booking.booking.domain.Booking.Upcoming;

/** All that can happen to a booking once it is there; {@code docs/booking-states.md} shows the same as a table. */
public final class Lifecycle {

    public static final Transition<Held> BOOK_HOLD = new Transition<>("book-hold", Held.class, Who.HOLDER);
    public static final Transition<Held> RELEASE = new Transition<>("release", Held.class, Who.HOLDER);
    public static final Transition<Held> EXPIRE = new Transition<>("expire", Held.class, Who.VISITA);
    public static final Transition<Pending> CONFIRM = new Transition<>("confirm", Pending.class, Who.CLINIC);
    public static final Transition<Pending> DECLINE = new Transition<>("decline", Pending.class, Who.CLINIC);
    public static final Transition<Upcoming> RESCHEDULE = new Transition<>("reschedule", Upcoming.class, Who.ANYONE);
    public static final Transition<Upcoming> CHANGE_ROOM = new Transition<>("room", Upcoming.class, Who.CLINIC);
    public static final Transition<Upcoming> CANCEL = new Transition<>("cancel", Upcoming.class, Who.ANYONE);
    public static final Transition<Booked> CHECK_IN = new Transition<>("check-in", Booked.class, Who.CLINIC);
    public static final Transition<CheckedIn> UNDO_CHECK_IN =
            new Transition<>("undo-check-in", CheckedIn.class, Who.CLINIC);
    public static final Transition<CheckedIn> FULFIL = new Transition<>("fulfil", CheckedIn.class, Who.CLINIC);
    public static final Transition<Booked> NO_SHOW = new Transition<>("no-show", Booked.class, Who.CLINIC);
    public static final Transition<NoShow> UNDO_NO_SHOW = new Transition<>("undo-no-show", NoShow.class, Who.CLINIC);
    public static final Transition<Correctable> ENTER_IN_ERROR =
            new Transition<>("enter-in-error", Correctable.class, Who.CLINIC);

    /** In the order of a booking's life. */
    public static final List<Transition<?>> ALL = List.of(
            BOOK_HOLD,
            RELEASE,
            EXPIRE,
            CONFIRM,
            DECLINE,
            RESCHEDULE,
            CHANGE_ROOM,
            CANCEL,
            CHECK_IN,
            UNDO_CHECK_IN,
            FULFIL,
            NO_SHOW,
            UNDO_NO_SHOW,
            ENTER_IN_ERROR);

    private Lifecycle() {}
}
