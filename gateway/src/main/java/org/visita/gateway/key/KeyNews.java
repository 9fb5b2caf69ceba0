package org.visita.gateway.key;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.visita.contracts.access.AccessKey;

/**
 * What comes over the topic, before it is believed. A record that would change nothing is passed over, whoever wrote it:
 * those of before there were signatures are such, as the table is filled from the database first. One that would change
 * something and is not rightly signed is refused. Nothing is missed by that: what a key really is stands in the database,
 * which is read again all the time.
 */
@ApplicationScoped
class KeyNews {

    private static final Logger LOG = Logger.getLogger(KeyNews.class);

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final KeyTable table;
    private final KeySignature signature;
    private final Counter refused;
    private long warnedAt;

    @Inject
    KeyNews(KeyTable table, KeySignature signature, MeterRegistry registry) {
        this.table = table;
        this.signature = signature;
        this.refused = Counter.builder("visita_gateway_keys_refused")
                .description("Records on access.keys that were not believed")
                .register(registry);
    }

    void read(AccessKey key) {
        if (!table.isNews(key.keyId(), key.version())) {
            return;
        }
        if (signature.isRight(key)) {
            table.apply(key);
        } else {
            refused.increment();
            warn();
        }
    }

    /** Once a minute: whoever can write to the topic must not be able to fill the log. Called on the follower's thread. */
    private void warn() {
        if (warnedAt == 0 || System.nanoTime() - warnedAt > QUIET.toNanos()) {
            warnedAt = System.nanoTime();
            LOG.warn("Refused a record on access.keys: its signature is missing or wrong. Who else writes there?"
                    + " What the key really is will be read from the database.");
        }
    }
}
