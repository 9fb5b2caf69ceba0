package org.visita.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.visita.contracts.access.AccessBlock;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.audit.AuditCheckpoint;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.booking.BookingEvent;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.patient.PatientEvent;
import org.visita.contracts.sync.BookingSync;
import org.visita.contracts.sync.EhrAppointment;

/** Which record each type carries, and how the services write it. */
final class Payloads {

    /** Set as the services set theirs. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Payloads() {}

    static Class<? extends Record> recordOf(EventType type) {
        return switch (type) {
            case BOOKING_CREATED, BOOKING_UPDATED, BOOKING_CANCELLED -> BookingEvent.class;
            case CATALOG_CHANGED -> CatalogEntry.class;
            case PATIENT_CHANGED -> PatientEvent.class;
            case EHR_APPOINTMENT_CHANGED -> EhrAppointment.class;
            case BOOKING_SYNC_CHANGED -> BookingSync.class;
            case AUDIT_RECORDED -> AuditEvent.class;
            case AUDIT_CHECKPOINT_SIGNED -> AuditCheckpoint.class;
            case ACCESS_KEY_CHANGED -> AccessKey.class;
            case ACCESS_BLOCK_CHANGED -> AccessBlock.class;
        };
    }
}
