package org.visita.booking.booking;

import org.visita.booking.booking.domain.Booking;
import org.visita.kit.problem.RefusalCode;
import org.visita.kit.problem.RefusedException;
import org.visita.rules.RefusalReason;

/** Why a booking is refused. */
public enum BookingProblem implements RefusalCode {
    SLOT_TAKEN("slot-taken", 409, "Somebody else has this slot.", "conflict"),
    OUTSIDE_AVAILABILITY("outside-availability", 422, "This visit is not offered then.", "business-rule"),
    OFF_GRID("off-grid", 422, "No slot starts at that time.", "business-rule"),
    BELOW_NOTICE("below-notice", 422, "It is too late to book this start.", "business-rule"),
    BEYOND_HORIZON("beyond-horizon", 422, "It is too early to book this start.", "business-rule"),
    PATIENT_CONFLICT("patient-conflict", 422, "The patient has another visit then.", "business-rule"),
    NOT_OFFERED("not-offered", 422, "Nobody offers this visit like that.", "business-rule"),
    NOT_FOR_PATIENT("not-for-patient", 422, "This visit type is for other patients.", "business-rule"),
    LIMIT_REACHED("limit-reached", 422, "No more such visits are given then.", "business-rule"),
    NONEXISTENT_LOCAL_TIME(
            "nonexistent-local-time", 422, "The hours of that date name a time that does not exist.", "business-rule"),
    HOLD_EXPIRED("hold-expired", 409, "This hold has ended.", "conflict"),
    TOO_MANY_HOLDS("too-many-holds", 429, "This client holds as many slots as it may.", "throttled"),
    NOT_ALLOWED_IN_STATE("not-allowed-in-state", 422, "The booking's state does not allow this.", "business-rule");

    private final Entry entry;

    BookingProblem(String code, int status, String title, String issueType) {
        this.entry = new Entry(code, status, title, issueType);
    }

    /** @throws IllegalArgumentException for unknown references, which are found before the rules are asked */
    static BookingProblem of(RefusalReason reason) {
        return switch (reason) {
            case SLOT_TAKEN -> SLOT_TAKEN;
            case OUTSIDE_AVAILABILITY -> OUTSIDE_AVAILABILITY;
            case OFF_GRID -> OFF_GRID;
            case BELOW_NOTICE -> BELOW_NOTICE;
            case BEYOND_HORIZON -> BEYOND_HORIZON;
            case PATIENT_CONFLICT -> PATIENT_CONFLICT;
            case NOT_OFFERED -> NOT_OFFERED;
            case NOT_FOR_PATIENT -> NOT_FOR_PATIENT;
            case LIMIT_REACHED -> LIMIT_REACHED;
            case NONEXISTENT_LOCAL_TIME -> NONEXISTENT_LOCAL_TIME;
            case UNKNOWN_VISIT_TYPE, UNKNOWN_PRACTITIONER, UNKNOWN_LOCATION ->
                throw new IllegalArgumentException("an unknown reference is not a booking problem");
        };
    }

    static RefusedException notAllowedIn(Booking booking) {
        return NOT_ALLOWED_IN_STATE
                .because("The booking is " + BookingView.statusOf(booking) + ".")
                .asException();
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
