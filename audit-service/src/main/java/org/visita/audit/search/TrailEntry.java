package org.visita.audit.search;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of the trail as a reader sees it: personal details opened, unless the person was erased.
 *
 * @param position in the chain of the clinic
 * @param person pseudonym of the patient whom it is about; null where there is none
 * @param erased whether that person was erased: then patient, and whatever else told who it was, are gone
 * @param outcome {@code succeeded}, {@code refused} or {@code failed}
 */
public record TrailEntry(
        UUID id,
        long position,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        String action,
        String resourceType,
        String resourceId,
        String patientId,
        UUID person,
        boolean erased,
        String outcome,
        String code,
        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String emitter,
        String process,
        long sequence) {}
