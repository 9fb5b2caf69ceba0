package org.visita.rules;

import java.time.Instant;
import java.util.List;

/**
 * A visit that stands, to be held against the catalog.
 *
 * @param modality null if it is not known: then either will do
 * @param roomId null if it takes no room
 * @param equipmentIds the devices it takes
 * @param occupiedFrom start of the visit with its buffers
 * @param occupiedTo end of the visit with its buffers, exclusive
 */
public record BookedVisit(
        String visitTypeId,
        String practitionerId,
        String locationId,
        Modality modality,
        String roomId,
        List<String> equipmentIds,
        Instant occupiedFrom,
        Instant occupiedTo) {

    public BookedVisit {
        Require.id("visitTypeId", visitTypeId);
        Require.id("practitionerId", practitionerId);
        Require.id("locationId", locationId);
        equipmentIds = List.copyOf(Require.present("equipmentIds", equipmentIds));
        Require.present("occupiedFrom", occupiedFrom);
        Require.present("occupiedTo", occupiedTo);
    }
}
