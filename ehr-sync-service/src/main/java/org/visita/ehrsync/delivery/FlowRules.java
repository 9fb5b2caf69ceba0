package org.visita.ehrsync.delivery;

/** The flow switches of a connection, as conditions on {@code wanted_booking w} and {@code connection c}. */
final class FlowRules {

    /** Whether the booking is one of those that the connection brings to its EHR. A hold that has ended is nobody's. */
    static final String PASSES = """
            (c.direction <> 'inbound' and w.status <> 'HOLD_ENDED' and (w.status <> 'HELD' or c.holds)
              and (cardinality(c.only_visit_types) = 0 or w.visit_type_id = any (c.only_visit_types))
              and (cardinality(c.only_practitioners) = 0 or w.practitioner_id = any (c.only_practitioners))
              and (cardinality(c.only_locations) = 0 or w.location_id = any (c.only_locations)))""";

    /**
     * Whether the EHR holds the booking, or may: a worker set out with it. Then it is kept up to date whatever the
     * switches say now, as an Appointment that nobody moves any more would be worse.
     */
    static final String MAY_BE_HELD = """
            (c.direction <> 'inbound' and exists (
              select 1 from delivery h
              where h.clinic = c.clinic and h.connection_id = c.id and h.booking_id = w.booking_id
                and (h.external_id is not null or h.tries > 0)))""";

    /** What came from an EHR is not written back to it. */
    static final String NO_ECHO = "w.changed_by <> 'ehr:' || c.id";

    private FlowRules() {}
}
