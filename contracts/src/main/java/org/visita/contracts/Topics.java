package org.visita.contracts;

import java.util.List;

/** Every topic of Visita, by name. The same list stands in the AsyncAPI document; a test compares them. */
public final class Topics {

    /** Types {@code booking.created}, {@code booking.updated}, {@code booking.cancelled}; key: booking id. */
    public static final String BOOKING_EVENTS = "booking.events";

    /** What can be booked, as compacted state; key: {@code kind/id}. */
    public static final String AVAILABILITY_CATALOG = "availability.catalog";

    /** That a patient exists or changed, by id only; key: patient id. */
    public static final String PATIENT_EVENTS = "patient.events";

    /** Appointments born or changed in an EHR; key: {@code connection/external id}. */
    public static final String EHR_APPOINTMENTS = "ehr.appointments";

    /** How far each booking has come on its way to each EHR; key: booking id. */
    public static final String BOOKING_SYNC = "booking.sync";

    /** Events that could not be delivered, as they came, with {@link DeadLetterHeaders}; key: booking id. */
    public static final String BOOKING_EVENTS_DEAD_LETTER = "booking.events.dead-letter";

    /** Who did what, when, with what outcome; key: clinic id. */
    public static final String AUDIT_EVENTS = "audit.events";

    /** What is signed of the audit trail of each clinic, as compacted state; key: clinic id. */
    public static final String AUDIT_CHECKPOINTS = "audit.checkpoints";

    /** API keys (hashed) as compacted state, for every gateway replica and audit-service; key: key id. */
    public static final String ACCESS_KEYS = "access.keys";

    /** Blocks of callers for every gateway replica, gone after the broker's retention; key: {@code KIND/subject}. */
    public static final String ACCESS_BLOCKS = "access.blocks";

    public static final List<Topic> ALL = List.of(
            new Topic(BOOKING_EVENTS, 12, false, true),
            new Topic(AVAILABILITY_CATALOG, 3, true, false),
            new Topic(PATIENT_EVENTS, 6, false, true),
            new Topic(EHR_APPOINTMENTS, 6, false, false),
            new Topic(BOOKING_SYNC, 6, false, false),
            new Topic(BOOKING_EVENTS_DEAD_LETTER, 3, false, false),
            new Topic(AUDIT_EVENTS, 6, false, false),
            new Topic(AUDIT_CHECKPOINTS, 3, true, false),
            new Topic(ACCESS_KEYS, 1, true, false),
            new Topic(ACCESS_BLOCKS, 1, false, false));

    private Topics() {}
}
