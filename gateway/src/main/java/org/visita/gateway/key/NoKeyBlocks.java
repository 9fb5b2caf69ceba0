package org.visita.gateway.key;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Where nothing blocks keys. */
@ApplicationScoped
@DefaultBean
class NoKeyBlocks implements KeyBlocks {

    @Override
    public Optional<Instant> blockedUntil(String keyId) {
        return Optional.empty();
    }
}
