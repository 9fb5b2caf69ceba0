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
    /** The start is earlier than now plus the visit type's notice; past starts included. */
    BELOW_NOTICE("The start is in the past, or sooner than this visit type can be booked."),
    /** The start is later than now plus the visit type's horizon. */
    BEYOND_HORIZON("The start is further ahead than this visit type can be booked."),
    /** The visit is not offered by those asked for, or with its buffers it does not fit their hours. */
    OUTSIDE_AVAILABILITY("The visit is not offered then: with its buffers it does not fit the working hours."),
    /** The visit would fit the hours, but no slot starts at that instant. */
    OFF_GRID("No slot starts at that instant."),
    /** The slot exists, but its practitioner, or every room of the location, is taken. */
    SLOT_TAKEN("The practitioner, or every room, is taken at that time."),
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
