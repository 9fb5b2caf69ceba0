package org.visita.rules;

/**
 * Why a visit may not be booked, in the order in which the rules are asked: the first that fails is the answer. Where
 * several practitioners or locations were possible, the answer is that of the one which came furthest.
 */
public enum RefusalReason {
    /** The catalog has no such visit type. */
    UNKNOWN_VISIT_TYPE("There is no such visit type."),
    /** The catalog has no such practitioner. */
    UNKNOWN_PRACTITIONER("There is no such practitioner."),
    /** The catalog has no such location. */
    UNKNOWN_LOCATION("There is no such location."),
    /** Nobody who was asked for gives such a visit there, or not in that way. */
    NOT_OFFERED("Nobody who was asked for offers this visit type there, in this way."),
    /** The visit type is for other patients: for new ones only, or for returning ones only. */
    NOT_FOR_PATIENT("This visit type is for other patients."),
    /** The start is earlier than now plus the visit type's notice; past starts included. */
    BELOW_NOTICE("The start is in the past, or sooner than this visit type can be booked."),
    /** The start is later than now plus the visit type's horizon. */
    BEYOND_HORIZON("The start is further ahead than this visit type can be booked."),
    /** With its buffers the visit does not fit the hours; time off and holidays are no hours. */
    OUTSIDE_AVAILABILITY("The visit is not offered then: with its buffers it does not fit the working hours."),
    /**
     * The visit does not fit the hours, and an override of its date, for visits of its kind, names a local time that does
     * not exist. Not where time off or a holiday speaks against it too.
     */
    NONEXISTENT_LOCAL_TIME("The hours of that date name a local time that does not exist on it."),
    /** The visit would fit the hours, but no slot starts at that instant. */
    OFF_GRID("No slot starts at that instant."),
    /** The practitioner gives no more visits of this type on that day, or in that week. */
    LIMIT_REACHED("No more visits of this type are given on that day, or in that week."),
    /** The slot exists, but its practitioner, every room, every device of a type or the last seat is taken. */
    SLOT_TAKEN("The practitioner, or every room, device or seat, is taken at that time."),
    /** The slot is free, but the patient has another visit at that time. */
    PATIENT_CONFLICT("The patient has another visit at that time.");

    private final String detail;

    RefusalReason(String detail) {
        this.detail = detail;
    }

    /** One sentence for the caller; free of personal data. */
    public String detail() {
        return detail;
    }
}
