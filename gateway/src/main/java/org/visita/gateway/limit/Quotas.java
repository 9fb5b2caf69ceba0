package org.visita.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Supplier;

/** Quotas of many, by name. Forgets one when it is whole again, as forgetting it changes nothing then. */
final class Quotas {

    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(60);

    private final Cache<String, Quota> quotas;
    private final Supplier<Quota> whole;

    Quotas(int most, Supplier<Quota> whole) {
        this.whole = whole;
        this.quotas = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(LONGEST_WINDOW)
                .build();
    }

    Quota of(String name) {
        Quota known = quotas.getIfPresent(name);
        return known != null ? known : quotas.get(name, unseen -> whole.get());
    }
}
