package org.visita.contracts.catalog;

/**
 * A piece of equipment of a location; one visit at a time.
 *
 * @param type the clinic's code, for example {@code ultrasound}
 */
public record EquipmentEntry(String locationId, String type) {}
