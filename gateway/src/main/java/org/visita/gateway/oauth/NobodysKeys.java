package org.visita.gateway.oauth;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Keys that nobody signs with, for the work that is done where there is nothing to find. Made at the start: an RSA key
 * takes a while, and no caller is to wait for it, on an event loop too.
 */
@Startup
@Singleton
class NobodysKeys {

    private final List<JsonWebKey> keys;

    NobodysKeys() throws JoseException {
        this.keys = List.of(
                EcJwkGenerator.generateJwk(EllipticCurves.P256),
                EcJwkGenerator.generateJwk(EllipticCurves.P384),
                RsaJwkGenerator.generateJwk(2048));
    }

    List<JsonWebKey> all() {
        return keys;
    }
}
