package org.visita.audit.person;

import java.time.Instant;

/**
 * Under which key entries about a patient are sealed.
 *
 * @param erasedAt what had happened before then is about nobody any more; null if the patient was never erased
 */
public record Pseudonym(PersonKey key, Instant erasedAt) {

    /** False: this happened before the patient was erased, and only comes now. */
    public boolean isFor(Instant occurredAt) {
        return erasedAt == null || !occurredAt.isBefore(erasedAt);
    }
}
