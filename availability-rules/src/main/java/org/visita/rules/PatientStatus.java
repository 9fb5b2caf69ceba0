package org.visita.rules;

/** Whether the clinic has seen the patient before. Visit types may take another time for either. */
public enum PatientStatus {
    NEW,
    RETURNING
}
