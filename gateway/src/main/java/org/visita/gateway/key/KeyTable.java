package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.visita.contracts.access.AccessKey;

/** Every API key, in memory: no request waits for a database. Only newer versions are applied, in whatever order they come. */
@ApplicationScoped
public class KeyTable {

    private final ConcurrentMap<String, KnownKey> keys = new ConcurrentHashMap<>();

    Optional<KnownKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    void apply(AccessKey key) {
        keys.compute(key.keyId(), (id, held) -> {
            if (held == null) {
                return new KnownKey(key);
            }
            return key.version() > held.version() ? held.become(key) : held;
        });
    }

    int size() {
        return keys.size();
    }
}
