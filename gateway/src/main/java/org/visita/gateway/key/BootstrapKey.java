package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.outbox.Transactions;

/**
 * The first key, which makes all others. Stored once: when its id is known it is left as it is, so that a disabled one
 * stays disabled whatever the settings say.
 */
@ApplicationScoped
class BootstrapKey {

    private static final Logger LOG = Logger.getLogger(BootstrapKey.class);

    private final GatewayConfig config;
    private final CreateKey create;
    private final Keys keys;
    private final KeyAnnouncer announcer;
    private final Transactions transactions;

    @Inject
    BootstrapKey(GatewayConfig config, CreateKey create, Keys keys, KeyAnnouncer announcer, Transactions transactions) {
        this.config = config;
        this.create = create;
        this.keys = keys;
        this.announcer = announcer;
        this.transactions = transactions;
    }

    /** @throws IllegalStateException if the setting is no key, or no clinic is set beside it */
    Uni<Void> store() {
        if (config.bootstrapKey().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        ApiKey key = ApiKey.parse(config.bootstrapKey().get())
                .orElseThrow(() -> new IllegalStateException(
                        "visita.gateway.bootstrap-key is not an API key: its form or its checksum is wrong"));
        String clinic = config.bootstrapClinic()
                .orElseThrow(() -> new IllegalStateException(
                        "visita.gateway.bootstrap-clinic is not set: say in which clinic the bootstrap key acts"));
        AccessKeyEntity row = create.row(key, clinic, everything());
        return transactions.write(() -> keys.addIfUnknown(row)
                .chain(added -> added ? announce(row) : Uni.createFrom().voidItem()));
    }

    private KeyTerms everything() {
        return new KeyTerms(
                "bootstrap",
                null,
                Scope.allCodes(),
                config.bootstrapLimits().perSecond(),
                config.bootstrapLimits().perMinute(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private Uni<Void> announce(AccessKeyEntity row) {
        LOG.infof("Stored the bootstrap key %s", row.keyId);
        return announcer.announce(row.toAccessKey());
    }
}
