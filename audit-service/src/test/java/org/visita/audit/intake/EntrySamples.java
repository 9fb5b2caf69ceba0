package org.visita.audit.intake;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.visita.kit.ids.Ids;

/** Entries for tests. */
public final class EntrySamples {

    public static final Instant FIRST = Instant.parse("2026-03-01T08:00:00.123456Z");

    private static final AtomicLong COUNT = new AtomicLong();

    private EntrySamples() {}

    public static String newClinic() {
        return "clinic-" + UUID.randomUUID();
    }

    public static AuditEntry of(String clinic) {
        return about(clinic, null);
    }

    public static AuditEntry about(String clinic, String patientId) {
        return entry(
                clinic,
                "key:3fXk9QpL2aZb",
                "Booking",
                UUID.randomUUID().toString(),
                patientId,
                "a-process-of-samples",
                COUNT.incrementAndGet());
    }

    /** The same act, told as another entry. */
    public static AuditEntry like(AuditEntry entry, UUID id, Instant occurredAt, long sequence) {
        return new AuditEntry(
                entry.clinic(),
                occurredAt,
                id,
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
                entry.emitter(),
                entry.process(),
                sequence);
    }

    public static AuditEntry numbered(String clinic, String process, long sequence) {
        return entry(clinic, "key:3fXk9QpL2aZb", "Booking", null, null, process, sequence);
    }

    /** Of an event that stands in a topic. */
    public static AuditEntry change(String clinic, Instant occurredAt) {
        return entry(clinic, null, "Booking", null, null, "booking.events/0", COUNT.incrementAndGet(), occurredAt);
    }

    public static AuditEntry entry(
            String clinic,
            String actor,
            String resourceType,
            String resourceId,
            String patientId,
            String process,
            long sequence) {
        return entry(
                clinic, actor, resourceType, resourceId, patientId, process, sequence, FIRST.plusSeconds(sequence));
    }

    private static AuditEntry entry(
            String clinic,
            String actor,
            String resourceType,
            String resourceId,
            String patientId,
            String process,
            long sequence,
            Instant occurredAt) {
        return new AuditEntry(
                clinic,
                occurredAt,
                Ids.next(),
                actor,
                "booking.cancel",
                resourceType,
                resourceId,
                patientId,
                "refused",
                "slot-taken",
                "203.0.113.7",
                "request-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                12,
                "booking-service",
                process,
                sequence);
    }
}
