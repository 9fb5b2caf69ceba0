package org.visita.gateway.limit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A Redis for the whole gateway. */
public final class RedisResource implements QuarkusTestResourceLifecycleManager {

    private static RedisServer redis;

    /** The one that the gateway counts in. */
    static RedisServer redis() {
        return redis;
    }

    @Override
    public Map<String, String> start() {
        try {
            redis = RedisServer.started();
            return Map.of("visita.gateway.redis.url", redis.url());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        if (redis != null) {
            redis.close();
        }
    }
}
