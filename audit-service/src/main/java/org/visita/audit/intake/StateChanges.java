package org.visita.audit.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.visita.contracts.Actor;
import org.visita.contracts.CloudEventHeaders;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.patient.PatientEvent;
import org.visita.contracts.sync.BookingSync;
import org.visita.kit.ids.Ids;
import org.visita.kit.topics.EventJson;

/**
 * Entries of what changed. The process is topic and partition, the number one more than the offset. Numbers may be missing
 * there: the broker has marks of its own, and forgets what a newer state replaced.
 */
final class StateChanges {

    private static final Pattern TRACE_PARENT = Pattern.compile("00-([0-9a-f]{32})-.*");

    private StateChanges() {}

    static AuditEntry ofBooking(ConsumerRecord<String, byte[]> record) {
        BookingEvent event = EventJson.read(record.value(), BookingEvent.class);
        return new Change(
                        "booking-service",
                        event.type(),
                        "Booking",
                        event.booking().id())
                .about(event.booking().patientId())
                .by(event.actor())
                .entry(record, event.booking().clinic(), event.occurredAt(), id(event.eventId()));
    }

    static AuditEntry ofPatient(ConsumerRecord<String, byte[]> record) {
        PatientEvent event = EventJson.read(record.value(), PatientEvent.class);
        return new Change("patient-service", "patient.changed", "Patient", event.patientId())
                .about(event.patientId())
                .entry(record, event.clinic(), event.occurredAt(), id(event.eventId()));
    }

    static AuditEntry ofCatalog(ConsumerRecord<String, byte[]> record) {
        CatalogEntry entry = EventJson.read(record.value(), CatalogEntry.class);
        String action = entry.deleted() ? "catalog.deleted" : "catalog.changed";
        return new Change("availability-service", action, typeName(entry.kind()), entry.id())
                .entry(record, entry.clinic(), writtenAt(record), id(record));
    }

    /** Who changed it stands in the entry of the request: the state itself does not say. */
    static AuditEntry ofKey(ConsumerRecord<String, byte[]> record) {
        AccessKey key = EventJson.read(record.value(), AccessKey.class);
        return new Change("gateway", "key.changed", "Key", key.keyId())
                .entry(record, key.clinic(), writtenAt(record), id(record));
    }

    static AuditEntry ofSync(ConsumerRecord<String, byte[]> record) {
        BookingSync event = EventJson.read(record.value(), BookingSync.class);
        Change change = new Change(
                "ehr-sync-service",
                "sync." + event.state().name().toLowerCase(Locale.ROOT),
                "Booking",
                event.bookingId());
        return (event.state() == BookingSync.State.FAILED ? change.failed(event.reason()) : change)
                .entry(record, event.clinic(), event.occurredAt(), id(event.eventId()));
    }

    private record Change(
            String emitter,
            String action,
            String resourceType,
            String resourceId,
            String patientId,
            Actor actor,
            String outcome,
            String code) {

        Change(String emitter, String action, String resourceType, String resourceId) {
            this(emitter, action, resourceType, resourceId, null, null, "succeeded", null);
        }

        Change about(String patient) {
            return new Change(emitter, action, resourceType, resourceId, patient, actor, outcome, code);
        }

        Change by(Actor who) {
            return new Change(emitter, action, resourceType, resourceId, patientId, who, outcome, code);
        }

        Change failed(String why) {
            return new Change(emitter, action, resourceType, resourceId, patientId, actor, "failed", why);
        }

        AuditEntry entry(ConsumerRecord<String, byte[]> record, String clinic, Instant occurredAt, UUID id) {
            return new AuditEntry(
                    clinic == null ? AuditEntry.NO_CLINIC : clinic,
                    occurredAt,
                    id,
                    actor == null ? null : actor.toString(),
                    action,
                    resourceType,
                    resourceId,
                    patientId,
                    outcome,
                    code,
                    null,
                    null,
                    traceId(record),
                    0,
                    emitter,
                    record.topic() + "/" + record.partition(),
                    record.offset() + 1);
        }
    }

    private static UUID id(String eventId) {
        return Ids.parse(eventId).orElseGet(() -> named(eventId));
    }

    /**
     * Where states have no id: that of the message, which it keeps when it is sent again, or else the place of the record.
     */
    private static UUID id(ConsumerRecord<String, byte[]> record) {
        String id = header(record, CloudEventHeaders.ID);
        return id == null ? named(record.topic() + "/" + record.partition() + "/" + record.offset()) : id(id);
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant writtenAt(ConsumerRecord<String, byte[]> record) {
        String time = header(record, CloudEventHeaders.TIME);
        return time == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(time);
    }

    /** Of the request that changed it. */
    private static String traceId(ConsumerRecord<String, byte[]> record) {
        String header = header(record, CloudEventHeaders.TRACE_PARENT);
        Matcher parent = TRACE_PARENT.matcher(header == null ? "" : header);
        return parent.matches() ? parent.group(1) : null;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.US_ASCII);
    }

    /** {@code VISIT_TYPE} as {@code VisitType}. */
    private static String typeName(CatalogKind kind) {
        return Arrays.stream(kind.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
