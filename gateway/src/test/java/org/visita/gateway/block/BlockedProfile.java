package org.visita.gateway.block;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import org.visita.gateway.limit.RedisResource;

/** A gateway that is quick to block, and counts in Redis. */
public final class BlockedProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "visita.gateway.blocking.limited-per-minute", "20",
                "visita.gateway.blocking.denied-per-minute", "20",
                "visita.gateway.blocking.unknown-per-minute", "20",
                "visita.gateway.redis.timeout", "PT1S");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(RedisResource.class));
    }
}
