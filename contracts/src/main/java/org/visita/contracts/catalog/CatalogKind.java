package org.visita.contracts.catalog;

/** What a catalog holds. */
public enum CatalogKind {
    LOCATION,
    ROOM,
    PRACTITIONER,
    VISIT_TYPE,
    SCHEDULE
}
