package org.visita.local.check;

import java.util.Locale;

/** What can be wrong. */
public enum Kind {
    /** Two hold one person, room or device at once. */
    OVERLAP,
    /** A booking lacks its time, its session, an event or its Appointment. */
    LOST,
    /** A booking has several Appointments, or one of its versions several events. */
    DOUBLED,
    /** An Appointment, an event or what a booking holds is not as the booking is now. */
    STALE,
    /** A group's session counts other seats than are taken. */
    SEATS,
    /** Something is held for a booking or session that does not hold it, or no longer. */
    ORPHAN,
    /** An Appointment or event of a booking that does not exist; an Appointment of what was never more than a hold. */
    UNKNOWN,
    /** An event that waits, or was set aside. */
    OUTBOX;

    /** As it is printed. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
