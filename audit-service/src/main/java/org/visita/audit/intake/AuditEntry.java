package org.visita.audit.intake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.visita.audit.person.PatientRef;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent;

/**
 * One entry on its way into the trail. Components as in {@link AuditEvent}; those that may be null there may be null here,
 * except the clinic.
 *
 * @param clinic {@link #NO_CLINIC} where it could not be told
 * @param occurredAt in whole microseconds, which is all that the database keeps
 * @param actor kind and id, {@code key:3fXk9QpL2aZb}
 * @param outcome {@code succeeded}, {@code refused} or {@code failed}
 */
public record AuditEntry(
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
    public static final String NO_CLINIC = "";

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** Beyond this, no JSON has exact numbers. */
    private static final long MOST = 1L << 53;

    private static final String PATIENT = Actor.Kind.PATIENT.name().toLowerCase(Locale.ROOT) + ":";

    public AuditEntry {
        Objects.requireNonNull(clinic);
        Objects.requireNonNull(id);
        Objects.requireNonNull(action);
        Objects.requireNonNull(resourceType);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(emitter);
        Objects.requireNonNull(process);
        if (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(LATEST)) {
            throw new IllegalArgumentException("nothing happened then");
        }
        if (sequence < 1 || sequence > MOST || durationMillis < 0 || durationMillis > MOST) {
            throw new IllegalArgumentException("no number of an entry");
        }
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** @throws RuntimeException if something that every entry has is missing, or the id is no UUID */
    public static AuditEntry of(AuditEvent event) {
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
                outcome(event.outcome()),
                event.code(),
                event.address(),
                event.requestId(),
                event.traceId(),
                event.durationMillis(),
                event.emitter(),
                event.process(),
                event.sequence());
    }

    private static String outcome(AuditEvent.Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> "succeeded";
            case REFUSED -> "refused";
            case FAILED -> "failed";
        };
    }

    /** What the database tells entries apart by. */
    Key key() {
        return new Key(clinic, occurredAt, id);
    }

    record Key(String clinic, Instant occurredAt, UUID id) {}

    /** Whom it is about, as far as that is a patient; else null. */
    PatientRef patient() {
        String patient = patientId;
        if (patient == null && isOfPatient()) {
            patient = resourceId;
        }
        if (patient == null && isByPatient()) {
            patient = actor.substring(PATIENT.length());
        }
        return patient == null ? null : new PatientRef(clinic, patient);
    }

    boolean isOfPatient() {
        return resourceType.equals("Patient");
    }

    boolean isByPatient() {
        return actor != null && actor.startsWith(PATIENT);
    }

    /** Numbers of a process that has them one after the other; those of a partition may have holes by nature. */
    boolean isCounted() {
        return process.indexOf('/') < 0;
    }
}
