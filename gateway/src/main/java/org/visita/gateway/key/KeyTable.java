package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.visita.contracts.access.AccessKey;

/** Every API key, in memory: no request waits for a database. Only newer versions are applied, in whatever order they come. */
@ApplicationScoped
public class KeyTable {

    private final ConcurrentMap<String, KnownKey> keys = new ConcurrentHashMap<>();

    /** Whether or not it opens a door now. */
    public Optional<KnownKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    void apply(AccessKey key) {
        keys.compute(key.keyId(), (id, held) -> {
            if (held == null) {
                return new KnownKey(LeanKey.of(key));
            }
            if (key.version() <= held.version()) {
                return held;
            }
            return held.become(LeanKey.of(key));
        });
    }

    /** Whether applying this would change anything. */
    boolean isNews(String keyId, int version) {
        KnownKey held = keys.get(keyId);
        return held == null || version > held.version();
    }

    Stream<KnownKey> all() {
        return keys.values().stream();
    }

    int size() {
        return keys.size();
    }
}
