package org.visita.contracts.catalog;

/** What a catalog holds. More kinds may come: who does not know one skips its entries. */
public enum CatalogKind {
    LOCATION,
    ROOM,
    PRACTITIONER,
    VISIT_TYPE,
    SCHEDULE,
    EQUIPMENT,
    OVERRIDE,
    TIME_OFF,
    HOLIDAY
}
