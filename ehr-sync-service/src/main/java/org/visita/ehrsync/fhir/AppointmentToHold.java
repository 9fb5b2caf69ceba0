package org.visita.ehrsync.fhir;

import org.hl7.fhir.r4.model.Appointment;
import org.visita.ehrsync.delivery.ClaimedDelivery;
import org.visita.ehrsync.destination.CreatesBy;
import org.visita.ehrsync.destination.EhrTarget;

/**
 * What the EHR should hold.
 *
 * @param system identifier system of bookings
 */
record AppointmentToHold(ClaimedDelivery delivery, Appointment appointment, String system) {

    EhrTarget target() {
        return delivery.target();
    }

    boolean createsByClientId() {
        return target().createsBy() == CreatesBy.CLIENT_ID;
    }

    /** With the id that we choose for it: the booking's, so that it is always the same. */
    Appointment withClientId() {
        Appointment named = appointment.copy();
        named.setId(bookingId());
        return named;
    }

    String bookingId() {
        return delivery.bookingId();
    }
}
