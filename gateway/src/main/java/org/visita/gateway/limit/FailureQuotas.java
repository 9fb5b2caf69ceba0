package org.visita.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.visita.gateway.GatewayConfig;

/**
 * How often an address may come without an accepted key. Only the failures count: a caller with a good key never pays
 * for a neighbour behind the same address.
 */
@ApplicationScoped
public class FailureQuotas {

    private static final int WINDOW_SECONDS = 60;

    private final Cache<String, Quota> quotas;
    private final List<Quota.Window> windows;

    @Inject
    FailureQuotas(GatewayConfig config) {
        this.windows = List.of(new Quota.Window("failures", config.limits().failuresPerMinute(), WINDOW_SECONDS));
        this.quotas = Caffeine.newBuilder()
                .maximumSize(config.limits().addresses())
                // After that long the quota is whole again, so forgetting it changes nothing.
                .expireAfterAccess(Duration.ofSeconds(WINDOW_SECONDS))
                .build();
    }

    public Quota of(ClientAddress address) {
        return quotas.get(address.network(), unseen -> Quota.of(windows));
    }
}
