package org.visita.gateway.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.JwtSignatureBuilder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.gateway.GatewayConfig;

/**
 * The one key that signs, and all that are published. A key is published before it signs, and for as long as anything
 * that it signed is good, so that it can be replaced while everything runs.
 */
@Singleton
public class SigningKeys {

    private final SigningKey current;
    private final String published;

    @Inject
    SigningKeys(GatewayConfig config) {
        this(config.signingKey(), config.otherSigningKeys().orElse(List.of()));
    }

    /** @throws IllegalStateException if one of them is no key, or the sample of this source tree in production */
    SigningKeys(String current, List<String> others) {
        this.current = new SigningKey(current);
        this.current.refuseSample("visita.gateway.signing-key");
        List<SigningKey> silent = others.stream().map(SigningKey::new).toList();
        silent.forEach(key -> key.refuseSample("visita.gateway.other-signing-keys"));
        this.published = Stream.concat(Stream.of(this.current), silent.stream())
                .map(SigningKey::publicJwk)
                .distinct()
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** The token with a signature of ES256, naming the key that made it. */
    public String sign(JwtSignatureBuilder claims) {
        return claims.keyId(current.id()).algorithm(SignatureAlgorithm.ES256).sign(current.privateKey());
    }

    /** The public halves as a JWK set (RFC 7517). */
    public String published() {
        return published;
    }
}
