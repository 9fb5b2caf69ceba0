package org.visita.local.check;

import java.time.Instant;
import java.util.Set;

/**
 * A booking as its table has it.
 *
 * @param clinic whose it is
 * @param cancelReason null unless cancelled
 */
record Booked(String clinic, String status, int version, Instant start, Instant end, String cancelReason) {

    private static final Set<String> ENDED_HOLD = Set.of("HOLD_RELEASED", "HOLD_EXPIRED");

    /** Never sent, or allowed to end before they were sent. */
    private static final Set<String> NEED_NO_APPOINTMENT = Set.of("HELD", "CANCELLED", "ENTERED_IN_ERROR");

    /** Whether it is a hold, or was one and nothing more. */
    boolean isHold() {
        return status.equals("HELD") || cancelReason != null && ENDED_HOLD.contains(cancelReason);
    }

    /** @param connectedSince what had ended before is not brought to the EHR; null if the clinic has none */
    boolean needsAppointment(Instant connectedSince) {
        return connectedSince != null && end.isAfter(connectedSince) && !NEED_NO_APPOINTMENT.contains(status);
    }
}
