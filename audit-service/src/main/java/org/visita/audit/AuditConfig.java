package org.visita.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the audit-service. */
@ConfigMapping(prefix = "visita.audit-intake")
public interface AuditConfig {

    /** How long to wait before entries that could not be stored are tried again; doubles with each failure. */
    @WithDefault("PT0.2S")
    Duration firstRetry();

    /** The longest such wait. There is no last try: entries wait in Kafka until the database takes them. */
    @WithDefault("PT10S")
    Duration longestRetry();
}
