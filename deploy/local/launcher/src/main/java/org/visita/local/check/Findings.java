package org.visita.local.check;

import java.util.List;

/**
 * What a look at all bookings found.
 *
 * @param bookings how many there are
 * @param appointments how many of the EHR's Appointments carry a booking's id
 * @param outbox events that wait to be published; only a number, for they may be on their way
 * @param list empty if all is well
 */
public record Findings(int bookings, int appointments, long outbox, List<Finding> list) {

    public boolean isClean() {
        return list.isEmpty();
    }
}
