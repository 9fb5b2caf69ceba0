package org.visita.kit.audit;

/** An act that is noted and not over yet. */
public interface OpenAct {

    /** How it ended. Once; what comes after is not heard. */
    void end(AuditedAct whole);
}
