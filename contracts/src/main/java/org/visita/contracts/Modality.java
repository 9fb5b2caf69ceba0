package org.visita.contracts;

/** How a visit happens. */
public enum Modality {
    IN_PERSON,
    TELEHEALTH
}
