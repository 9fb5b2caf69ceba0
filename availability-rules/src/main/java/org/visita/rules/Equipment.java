package org.visita.rules;

/**
 * A device, taken together with the practitioner by visits that need one of its type.
 *
 * @param id of the device
 * @param locationId where it is
 * @param type the clinic's code for what it is, such as {@code ultrasound}
 */
public record Equipment(String id, String locationId, String type) implements CatalogPart {

    public Equipment {
        Require.id("equipment id", id);
        Require.id("equipment's locationId", locationId);
        Require.id("equipment's type", type);
    }
}
