package org.visita.contracts.audit;

import java.time.Instant;
import org.visita.contracts.Actor;

/**
 * One act: who did what, to which record, when, with what outcome.
 *
 * @param id of the entry; the same whenever it comes again
 * @param clinic null where the caller, and so the clinic, could not be told
 * @param actor null where the caller could not be told
 * @param action noun and verb, for example {@code booking.cancel}
 * @param resourceId null where the act concerns no single record, or none came to be
 * @param patientId null where no patient is known
 * @param code of the refusal or failure, as in {@code docs/problems.md}; null when it succeeded
 * @param address network address of the caller, null where unknown
 * @param requestId null where the act was not a request
 * @param traceId W3C trace id, 32 hexadecimal digits; null where the act was not traced
 * @param durationMillis elapsed time of the act, milliseconds, 0 or more
 * @param emitter service that wrote the entry
 * @param process one run of that service
 * @param sequence 1, 2, 3 ... within the process: a gap is a lost entry
 */
public record AuditEvent(
        String id,
        String clinic,
        Instant occurredAt,
        Actor actor,
        String action,
        String resourceType,
        String resourceId,
        String patientId,
        Outcome outcome,
        String code,
        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String emitter,
        String process,
        long sequence) {

    public enum Outcome {
        SUCCEEDED,
        REFUSED,
        FAILED
    }
}
