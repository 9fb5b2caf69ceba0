package org.visita.audit.search;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One entry on the wire. */
@Schema(name = "AuditEntry")
record AuditEntryView(
        String id,

        @Schema(description = "In the chain of the clinic, from 1.")
        long position,

        Instant occurredAt,

        @Schema(description = "When it came into the chain.")
        Instant recordedAt,

        @Schema(description = "Kind and id of who did it; absent where it could not be told.")
        String actor,

        String action,
        String resourceType,
        String resourceId,
        String patientId,

        @Schema(description = "True where it is about a person who was erased; absent otherwise.")
        Boolean erased,

        @Schema(enumeration = {"succeeded", "refused", "failed"})
        String outcome,

        @Schema(description = "Of the problem; absent where it succeeded.")
        String code,

        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String emitter,

        @Schema(description = "One run of the emitter.") String process,

        @Schema(description = "1, 2, 3 ... within the process.")
        long sequence) {

    static AuditEntryView of(TrailEntry entry) {
        return new AuditEntryView(
                entry.id().toString(),
                entry.position(),
                entry.occurredAt(),
                entry.recordedAt(),
                entry.actor(),
                entry.action(),
                entry.resourceType(),
                entry.resourceId(),
                entry.patientId(),
                entry.erased() ? true : null,
                entry.outcome(),
                entry.code(),
                entry.address(),
                entry.requestId(),
                entry.traceId(),
                entry.durationMillis(),
                entry.emitter(),
                entry.process(),
                entry.sequence());
    }
}
