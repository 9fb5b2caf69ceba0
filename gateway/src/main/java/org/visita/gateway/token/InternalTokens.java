package org.visita.gateway.token;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
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

    private final SigningKeys keys;
    private final Clock clock;

    @Inject
    InternalTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** For one that asks services itself, not through the door. */
    MintedToken mint(Actor actor, String clinic, List<String> scopes) {
        return sign(claims(actor, clinic, scopes));
    }

    /**
     * For one whose requests the door carries.
     *
     * @param practitioners ids of those whose bookings, slots and calendars the bearer may touch; empty: of all
     * @param locations as {@code practitioners}
     */
    public MintedToken mint(
            Actor actor, String clinic, List<String> scopes, List<String> practitioners, List<String> locations) {
        // The entry in the audit trail is the door's to write, for all that it carries.
        JwtClaimsBuilder claims = claims(actor, clinic, scopes).claim("door", true);
        if (!practitioners.isEmpty()) {
            claims.claim("practitioner", practitioners);
        }
        if (!locations.isEmpty()) {
            claims.claim("location", locations);
        }
        return sign(claims);
    }

    private static JwtClaimsBuilder claims(Actor actor, String clinic, List<String> scopes) {
        return Jwt.claims()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(actor.toString())
                .claim("actor", actor.toString())
                .claim("clinic", clinic)
                .claim("scope", String.join(" ", scopes));
    }

    private MintedToken sign(JwtClaimsBuilder claims) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFETIME);
        return new MintedToken(keys.sign(claims.issuedAt(now).expiresAt(end).jws()), end);
    }

    /** Whether the token has enough time left to be used once more. */
    public boolean lasts(MintedToken token) {
        return clock.instant().plus(ENOUGH).isBefore(token.expiresAt());
    }
}
