package org.visita.gateway.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.Startup;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.KeyTable;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.token.Issuer;
import org.visita.gateway.token.MintedToken;
import org.visita.gateway.token.SigningKeys;
import org.visita.kit.ids.Ids;

/**
 * Access tokens (RFC 9068): for the door only, which looks the key up with each request. The services take none, as they
 * ask for another issuer and audience; and the door takes none of theirs.
 */
@Startup
@ApplicationScoped
public class AccessTokens {

    static final String AUDIENCE = "visita-api";
    static final String TYPE = "at+jwt";

    /** Ours beside those of RFC 9068: what the token was given for. */
    private static final String MARK = "credential";

    private final SigningKeys signing;
    private final JwksVerificationKeyResolver published;
    private final Issuer issuer;
    private final KeyTable keys;
    private final Clock clock;
    private final Duration life;
    private final Cache<String, AccessToken> verified;

    @Inject
    AccessTokens(SigningKeys signing, Issuer issuer, KeyTable keys, Clock clock, GatewayConfig config)
            throws JoseException {
        this.signing = signing;
        this.published = new JwksVerificationKeyResolver(new JsonWebKeySet(signing.published()).getJsonWebKeys());
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
        this.life = config.tokens().accessTokenLife();
        if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "visita.gateway.tokens.access-token-life is not between one minute and one hour");
        }
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.tokens().remembered())
                .expireAfterWrite(life)
                .build();
    }

    /** @param scopes of those that the client's key has */
    MintedToken mint(Client client, List<String> scopes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = client.earliestEnd().filter(now.plus(life)::isAfter).orElse(now.plus(life));
        String keyId = client.key().id();
        String text = signing.sign(Jwt.claims()
                .issuer(issuer.url())
                .audience(AUDIENCE)
                .subject(keyId)
                .claim("client_id", keyId)
                .claim("clinic", client.key().clinic())
                .claim("scope", String.join(" ", scopes))
                .claim("jti", Ids.next().toString())
                .claim(MARK, client.mark())
                .issuedAt(now)
                .expiresAt(end)
                .jws()
                .type(TYPE));
        return new MintedToken(text, end);
    }

    Duration left(MintedToken token) {
        return Duration.between(clock.instant(), token.expiresAt());
    }

    /** At once, if the token was found right before. */
    public Optional<Principal> remembered(String text) {
        AccessToken token = verified.getIfPresent(text);
        return token == null ? Optional.empty() : keys.find(token.keyId()).map(token::with);
    }

    /**
     * Empty for what is no access token of ours, or one of a key that is gone. Whether it {@linkplain
     * Principal#closedBecause opens} is not asked here.
     */
    public Optional<Principal> find(String text) {
        AccessToken token = verified.getIfPresent(text);
        if (token == null) {
            token = verify(text).orElse(null);
            if (token == null) {
                return Optional.empty();
            }
            verified.put(text, token);
        }
        AccessToken found = token;
        return keys.find(found.keyId()).map(found::with);
    }

    /** Only by keys of ours: whatever keys a token itself names or brings along are not looked at. */
    private Optional<AccessToken> verify(String text) {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKeyResolver(published)
                    .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                    .setExpectedType(true, TYPE)
                    .setExpectedIssuer(issuer.url())
                    .setExpectedAudience(AUDIENCE)
                    .setRequireSubject()
                    .setRequireExpirationTime()
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build()
                    .processToClaims(text);
            return Optional.of(AccessToken.of(
                    claims.getSubject(),
                    claims.getStringClaimValue(MARK),
                    List.of(claims.getStringClaimValue("scope").split(" ")),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
        } catch (InvalidJwtException | MalformedClaimException notOurs) {
            return Optional.empty();
        }
    }
}
