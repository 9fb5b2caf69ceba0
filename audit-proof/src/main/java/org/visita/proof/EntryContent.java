package org.visita.proof;

import java.time.Instant;

/**
 * What of an audit entry is hashed: all that it says. Nothing of it can be changed without a trace.
 *
 * @param id UUID, the same whenever the entry comes again
 * @param clinic empty where the caller, and so the clinic, could not be told
 * @param occurredAt in whole microseconds
 * @param recordedAt when it came into the chain, in whole microseconds
 * @param actor kind and id; null where unknown, or where it is the person itself
 * @param resourceId null where there is none, or where it is the person itself
 * @param person pseudonym of the patient whom it is about; null where there is none
 * @param sealed base64 of a commitment to the personal details ({@link Opened#commitment}) and the details themselves,
 *     encrypted under a key of that person; null where there are none
 * @param outcome {@code succeeded}, {@code refused} or {@code failed}
 * @param address null where unknown, or where it is the person's
 */
public record EntryContent(
        String id,
        String clinic,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        String action,
        String resourceType,
        String resourceId,
        String person,
        String sealed,
        String outcome,
        String code,
        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String emitter,
        String process,
        long sequence) {

    /** As canonical JSON (RFC 8785): names in order, no spaces, what is null left out. UTF-8. */
    public byte[] canonical() {
        return new CanonicalObject(640)
                .text("action", action)
                .text("actor", actor)
                .text("address", address)
                .text("clinic", clinic)
                .text("code", code)
                .number("durationMillis", durationMillis)
                .text("emitter", emitter)
                .text("id", id)
                .instant("occurredAt", occurredAt)
                .text("outcome", outcome)
                .text("person", person)
                .text("process", process)
                .instant("recordedAt", recordedAt)
                .text("requestId", requestId)
                .text("resourceId", resourceId)
                .text("resourceType", resourceType)
                .text("sealed", sealed)
                .number("sequence", sequence)
                .text("traceId", traceId)
                .bytes();
    }
}
