package org.visita.kit.audit;

/** An answer about one patient: the entry of the request in the audit trail names whom it was about. */
public interface OfPatient {

    /** Null where it is about nobody. */
    String patientId();
}
