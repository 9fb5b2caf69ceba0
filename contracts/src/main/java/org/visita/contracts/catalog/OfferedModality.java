package org.visita.contracts.catalog;

/** How visits can happen that are offered; which of the two it is, a booking says. */
public enum OfferedModality {
    IN_PERSON,
    TELEHEALTH,
    EITHER
}
