package org.visita.gateway.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import org.visita.contracts.access.AccessKey.Secret;

/** Hashes the secret of a key that is made or rotated, with the newest pepper. */
@ApplicationScoped
class NewSecret {

    private final Pepper pepper;

    @Inject
    NewSecret(Pepper pepper) {
        this.pepper = pepper;
    }

    /** Without an end. */
    Secret of(ApiKey key) {
        return new Secret(Base64.getEncoder().encodeToString(pepper.hash(key.secret())), pepper.newest(), null);
    }
}
