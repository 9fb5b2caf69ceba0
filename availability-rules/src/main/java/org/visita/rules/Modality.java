package org.visita.rules;

/** How a visit happens. Visits at a distance take neither room nor equipment. */
public enum Modality {
    IN_PERSON,
    TELEHEALTH
}
