package org.visita.ehrsync.connection;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way bookings flow. Outbound is to the EHR. */
enum Direction {
    @JsonProperty("outbound")
    OUTBOUND,
    /** Nothing is sent. */
    @JsonProperty("inbound")
    INBOUND,
    @JsonProperty("both")
    BOTH
}
