package org.visita.rules;

/**
 * A room, taken together with the practitioner by visits that need one.
 *
 * @param id of the room
 * @param locationId where it is
 */
public record Room(String id, String locationId) implements CatalogPart {

    public Room {
        Require.id("room id", id);
        Require.id("room's locationId", locationId);
    }
}
