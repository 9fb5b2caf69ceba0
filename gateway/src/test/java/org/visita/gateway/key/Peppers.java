package org.visita.gateway.key;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Secret;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.gateway.GatewayConfig;

/** Settings with peppers, and keys that were hashed with one. */
final class Peppers {

    private Peppers() {}

    static GatewayConfig config(int version, String pepper, Map<Integer, String> others) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "visita.gateway.pepper",
                pepper,
                "visita.gateway.pepper-version",
                Integer.toString(version),
                "visita.gateway.signing-key",
                "unused",
                "visita.gateway.service-clients.ehr-sync",
                "unused"));
        others.forEach((each, other) -> settings.put("visita.gateway.peppers." + each, other));
        for (String service : new String[] {"availability", "booking", "patient", "ehr-sync", "audit"}) {
            settings.put("visita.gateway.routes." + service, "http://127.0.0.1:1");
        }
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(GatewayConfig.class)
                .build()
                .getConfigMapping(GatewayConfig.class);
    }

    static Pepper of(int version, String pepper) {
        return new Pepper(config(version, pepper, Map.of()));
    }

    static Pepper of(int version, String pepper, Map<Integer, String> others) {
        return new Pepper(config(version, pepper, others));
    }

    static Secret secret(Pepper pepper, ApiKey key) {
        return new Secret(Base64.getEncoder().encodeToString(pepper.hash(key.secret())), pepper.newest(), null);
    }

    static AccessKey record(ApiKey key, int version, Secret current, Secret previous) {
        return new AccessKey(
                key.id(),
                "clinic",
                version,
                current.hash(),
                current.pepperVersion(),
                previous,
                List.of("slots:read"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Status.ACTIVE,
                null,
                50,
                100,
                null);
    }
}
