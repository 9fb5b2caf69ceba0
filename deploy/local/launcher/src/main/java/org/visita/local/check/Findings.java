package org.visita.local.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a look at all bookings found.
 *
 * @param bookings how many there are
 * @param events how many of their versions stand on the topic
 * @param appointments how many of the EHR's Appointments carry a booking's id
 * @param list empty if all is well
 */
public record Findings(int bookings, int events, int appointments, List<Finding> list) {

    public boolean isClean() {
        return list.isEmpty();
    }

    /** What these found and a later look finds again: what was only on its way has arrived meanwhile. */
    public Findings stillThereIn(Findings later) {
        Set<Finding> again = new HashSet<>(later.list);
        List<Finding> stayed = list.stream().filter(again::contains).toList();
        return new Findings(later.bookings, later.events, later.appointments, stayed);
    }
}
