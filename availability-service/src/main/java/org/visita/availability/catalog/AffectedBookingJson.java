package org.visita.availability.catalog;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Location;

/**
 * A booking that does not fit the catalog.
 *
 * @param start in the zone of the location; in UTC if that is gone
 * @param end the same, exclusive
 */
public record AffectedBookingJson(
        String id,
        String visitTypeId,
        String practitionerId,
        String locationId,
        OffsetDateTime start,
        OffsetDateTime end) {

    static AffectedBookingJson of(StandingBooking booking, ClinicCatalog catalog) {
        ZoneId zone = catalog.location(booking.visit().locationId())
                .map(Location::zone)
                .orElse(ZoneOffset.UTC);
        return new AffectedBookingJson(
                booking.id().toString(),
                booking.visit().visitTypeId(),
                booking.visit().practitionerId(),
                booking.visit().locationId(),
                booking.start().atZone(zone).toOffsetDateTime(),
                booking.end().atZone(zone).toOffsetDateTime());
    }
}
