package org.visita.contracts;

import java.util.Arrays;

/**
 * The types of events, as they stand in the CloudEvents attribute {@code type}; each has JSON Schemas of that name.
 */
public enum EventType {
    BOOKING_CREATED("booking.created", Topics.BOOKING_EVENTS, 3),
    BOOKING_UPDATED("booking.updated", Topics.BOOKING_EVENTS, 3),
    BOOKING_CANCELLED("booking.cancelled", Topics.BOOKING_EVENTS, 3),
    CATALOG_CHANGED("availability.catalog", Topics.AVAILABILITY_CATALOG, 3),
    PATIENT_CHANGED("patient.changed", Topics.PATIENT_EVENTS, 1),
    EHR_APPOINTMENT_CHANGED("ehr.appointment", Topics.EHR_APPOINTMENTS, 1),
    BOOKING_SYNC_CHANGED("booking.sync", Topics.BOOKING_SYNC, 1),
    AUDIT_RECORDED("audit.event", Topics.AUDIT_EVENTS, 1),
    AUDIT_CHECKPOINT_SIGNED("audit.checkpoint", Topics.AUDIT_CHECKPOINTS, 1),
    ACCESS_KEY_CHANGED("access.key", Topics.ACCESS_KEYS, 2),
    ACCESS_BLOCK_CHANGED("access.block", Topics.ACCESS_BLOCKS, 1);

    private final String code;
    private final String topic;
    private final int schemaVersion;

    EventType(String code, String topic, int schemaVersion) {
        this.code = code;
        this.topic = topic;
        this.schemaVersion = schemaVersion;
    }

    public String code() {
        return code;
    }

    public String topic() {
        return topic;
    }

    /** Newest version of the JSON Schema; what is sent fits it, and the older ones too. */
    public int schemaVersion() {
        return schemaVersion;
    }

    /** Address of the newest JSON Schema, the CloudEvents attribute {@code dataschema}. */
    public String dataSchema() {
        return "https://visita.example/schemas/" + code + ".v" + schemaVersion + ".json";
    }

    /** @throws IllegalArgumentException if no type has this code */
    public static EventType of(String code) {
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an event type of Visita: " + code));
    }
}
