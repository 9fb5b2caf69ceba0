package org.visita.local.stack;

import java.util.Locale;

/** The six services, each a process with a database of its own. */
public enum Service {
    AVAILABILITY(128),
    BOOKING(128),
    PATIENT(128),
    // Holds the FHIR model in memory.
    EHR_SYNC(384),
    // Whole batches of entries at once, in a hurry after a stop.
    AUDIT(256),
    GATEWAY(128);

    private final int heapMiB;

    Service(int heapMiB) {
        this.heapMiB = heapMiB;
    }

    /** As in commands, logs and ports: {@code ehr-sync}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String module() {
        return this == GATEWAY ? id() : id() + "-service";
    }

    /** The name of its database and of the role that owns it: {@code ehr_sync}. */
    public String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that it runs as: the owner of its database, but for the audit trail, which even its service cannot bend. */
    String role() {
        return this == AUDIT ? "audit_writer" : database();
    }

    int heapMiB() {
        return heapMiB;
    }
}
