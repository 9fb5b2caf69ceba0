package org.visita.contracts.catalog;

/** Whether the clinic has seen a patient before. */
public enum PatientStatus {
    NEW,
    RETURNING
}
