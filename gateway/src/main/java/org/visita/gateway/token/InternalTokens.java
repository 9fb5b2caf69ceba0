package org.visita.gateway.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.visita.contracts.Actor;

/** The only tokens that the services accept: short-lived, signed by this gateway, naming caller, clinic and scopes. */
@ApplicationScoped
public class InternalTokens {

    static final String ISSUER = "visita-gateway";
    static final String AUDIENCE = "visita";

    /** Short, because a token cannot be called back: a disabled key ends at the door, and with it all new requests. */
    static final Duration LIFETIME = Duration.ofSeconds(60);

    /** Less is not worth handing out: the request may wait and be retried on its way. */
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final SigningKey key;
    private final Clock clock;

    @Inject
    InternalTokens(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    public MintedToken mint(Actor actor, String clinic, List<String> scopes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFETIME);
        String text = Jwt.claims()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(actor.toString())
                .claim("actor", actor.toString())
                .claim("clinic", clinic)
                .claim("scope", String.join(" ", scopes))
                .issuedAt(now)
                .expiresAt(end)
                .jws()
                .keyId(key.id())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
        return new MintedToken(text, end);
    }

    /** Whether the token has enough time left to be used once more. */
    public boolean lasts(MintedToken token) {
        return clock.instant().plus(ENOUGH).isBefore(token.expiresAt());
    }
}
