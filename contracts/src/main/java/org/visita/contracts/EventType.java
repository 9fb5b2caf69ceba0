package org.visita.contracts;

import java.util.Arrays;

/**
 * The types of events, as they stand in the CloudEvents attribute {@code type}; each has one JSON Schema of that name.
 */
public enum EventType {
    BOOKING_CREATED("booking.created", Topics.BOOKING_EVENTS),
    BOOKING_UPDATED("booking.updated", Topics.BOOKING_EVENTS),
    BOOKING_CANCELLED("booking.cancelled", Topics.BOOKING_EVENTS),
    CATALOG_CHANGED("availability.catalog", Topics.AVAILABILITY_CATALOG),
    PATIENT_CHANGED("patient.changed", Topics.PATIENT_EVENTS),
    EHR_APPOINTMENT_CHANGED("ehr.appointment", Topics.EHR_APPOINTMENTS),
    BOOKING_SYNC_CHANGED("booking.sync", Topics.BOOKING_SYNC),
    AUDIT_RECORDED("audit.event", Topics.AUDIT_EVENTS),
    ACCESS_KEY_CHANGED("access.key", Topics.ACCESS_KEYS);

    private final String code;
    private final String topic;

    EventType(String code, String topic) {
        this.code = code;
        this.topic = topic;
    }

    public String code() {
        return code;
    }

    public String topic() {
        return topic;
    }

    /** Address of the JSON Schema, the CloudEvents attribute {@code dataschema}. */
    public String dataSchema() {
        return "https://visita.example/schemas/" + code + ".v1.json";
    }

    /** @throws IllegalArgumentException if no type has this code */
    public static EventType of(String code) {
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an event type of Visita: " + code));
    }
}
