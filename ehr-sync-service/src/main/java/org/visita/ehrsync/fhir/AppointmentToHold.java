package org.visita.ehrsync.fhir;

import org.hl7.fhir.r4.model.Appointment;
import org.visita.ehrsync.delivery.ClaimedDelivery;

/**
 * What the EHR should hold.
 *
 * @param system identifier system of bookings
 */
record AppointmentToHold(ClaimedDelivery delivery, Appointment appointment, String system) {

    String base() {
        return delivery.baseUrl();
    }

    String bookingId() {
        return delivery.bookingId();
    }
}
