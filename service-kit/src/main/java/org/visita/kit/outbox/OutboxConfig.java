package org.visita.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the outbox is emptied. */
@ConfigMapping(prefix = "visita.outbox")
public interface OutboxConfig {

    /** Whether this process takes part in publishing. Off where Debezium does it, or where there is no outbox. */
    @WithDefault("true")
    boolean relay();

    /** Records published and deleted together, 1 to 10000. */
    @WithDefault("500")
    int batchSize();

    /** How long to wait for a wake-up before looking anyway. */
    @WithDefault("PT1S")
    Duration poll();

    /** How long to wait after a failure, and between two tries to become the leader. */
    @WithDefault("PT1S")
    Duration retry();

    /** How long a batch may take until the broker has it; then it is tried again. */
    @WithDefault("PT10S")
    Duration publishTimeout();
}
