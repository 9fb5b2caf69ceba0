package org.visita.audit.entry;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One entry on the wire. */
@Schema(name = "AuditEntry")
record AuditEntryView(
        String id,
        Instant occurredAt,

        @Schema(description = "Kind and id of who did it; absent where it could not be told.")
        String actor,

        String action,
        String resourceType,
        String resourceId,
        String patientId,

        @Schema(enumeration = {"succeeded", "refused", "failed"})
        String outcome,

        @Schema(description = "Of the problem; absent where it succeeded.")
        String code,

        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String emitter) {

    static AuditEntryView of(AuditEntry entry) {
        return new AuditEntryView(
                entry.id().toString(),
                entry.occurredAt(),
                entry.actor(),
                entry.action(),
                entry.resourceType(),
                entry.resourceId(),
                entry.patientId(),
                entry.outcome(),
                entry.code(),
                entry.address(),
                entry.requestId(),
                entry.traceId(),
                entry.durationMillis(),
                entry.emitter());
    }
}
