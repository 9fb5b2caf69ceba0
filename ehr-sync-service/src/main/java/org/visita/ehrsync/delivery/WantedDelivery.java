package org.visita.ehrsync.delivery;

import java.util.UUID;
import org.visita.ehrsync.destination.ConnectionRef;

/**
 * An EHR should hold a version of a booking that it does not hold yet.
 *
 * @param externalId id of the Appointment in the EHR; null if it is not known
 */
record WantedDelivery(ConnectionRef connection, String bookingId, int version, String externalId) {

    /** Columns: clinic, connection, booking, version, external id. */
    static WantedDelivery of(Object[] row) {
        return new WantedDelivery(
                new ConnectionRef((String) row[0], (UUID) row[1]), (String) row[2], (Integer) row[3], (String) row[4]);
    }
}
