package org.visita.ehrsync.connection;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether deliveries go out. A paused connection's deliveries wait. */
public enum ConnectionStatus {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("paused")
    PAUSED
}
