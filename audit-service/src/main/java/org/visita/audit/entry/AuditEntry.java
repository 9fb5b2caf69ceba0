package org.visita.audit.entry;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent;

/**
 * One entry of the trail, as it is stored. Components as in {@link AuditEvent}; those that may be null there may be
 * null here, except the clinic.
 *
 * @param clinic {@link #NO_CLINIC} where it could not be told
 * @param actor kind and id, {@code key:3fXk9QpL2aZb}
 * @param outcome {@code succeeded}, {@code refused} or {@code failed}
 */
record AuditEntry(
        String clinic,
        Instant occurredAt,
        UUID id,
        String actor,
        String action,
        String resourceType,
        String resourceId,
        String patientId,
        String outcome,
        String code,
        String address,
        String requestId,
        String traceId,
        long durationMillis,
        String emitter,
        String process,
        long sequence) {

    /** No clinic has this id, so no caller sees these entries. */
    static final String NO_CLINIC = "";

    AuditEntry {
        Objects.requireNonNull(clinic);
        Objects.requireNonNull(occurredAt);
        Objects.requireNonNull(id);
        Objects.requireNonNull(action);
        Objects.requireNonNull(resourceType);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(emitter);
        Objects.requireNonNull(process);
    }

    /** @throws RuntimeException if something that every entry has is missing, or the id is no UUID */
    static AuditEntry of(AuditEvent event) {
        Actor actor = event.actor();
        return new AuditEntry(
                event.clinic() == null ? NO_CLINIC : event.clinic(),
                event.occurredAt(),
                UUID.fromString(event.id()),
                actor == null ? null : actor.toString(),
                event.action(),
                event.resourceType(),
                event.resourceId(),
                event.patientId(),
                event.outcome().name().toLowerCase(Locale.ROOT),
                event.code(),
                event.address(),
                event.requestId(),
                event.traceId(),
                event.durationMillis(),
                event.emitter(),
                event.process(),
                event.sequence());
    }
}
