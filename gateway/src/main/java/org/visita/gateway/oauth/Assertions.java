package org.visita.gateway.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.visita.gateway.key.KeyTable;
import org.visita.gateway.key.KnownKey;
import org.visita.gateway.oauth.ClientCredentials.SignedAssertion;
import org.visita.gateway.token.Issuer;

/**
 * {@code private_key_jwt}: a client signs a short-lived statement of who it is, made out to this gateway, with a key
 * whose public half its API key has (RFC 7523, section 3; SMART App Launch 2.2, client-confidential-asymmetric).
 */
@ApplicationScoped
class Assertions {

    /** How far ahead its end may be. */
    static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    /** By how much the client's clock may be wrong. */
    static final Duration SKEW = Duration.ofSeconds(30);

    static final String[] ALGORITHMS = {"ES256", "ES384", "RS256", "RS384"};

    private static final int LONGEST_ID = 256;

    private final KeyTable keys;
    private final Issuer issuer;
    private final Clock clock;
    private final NobodysKeys nobodys;

    @Inject
    Assertions(KeyTable keys, Issuer issuer, Clock clock, NobodysKeys nobodys) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
        this.nobodys = nobodys;
    }

    /** @throws OAuthRefusal one and the same whatever is wrong */
    Client verify(SignedAssertion shown) {
        try {
            JwtContext unverified = read(shown.jwt());
            Optional<KnownKey> known = keys.find(clientOf(unverified));
            JwtContext verified = process(shown.jwt(), candidates(unverified, known));
            JwtClaims claims = verified.getJwtClaims();
            KnownKey key = known.orElseThrow(ClientCredentials::unknown);
            if (!isInOrder(claims, key, shown.clientId()) || !isOfThisType(verified)) {
                throw ClientCredentials.unknown();
            }
            return new Client(
                    key,
                    CredentialMark.ofPublicKey(signer(verified, key)),
                    new Client.Assertion(
                            claims.getJwtId(),
                            Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
        } catch (InvalidJwtException | MalformedClaimException | JoseException wrong) {
            throw ClientCredentials.unknown();
        }
    }

    private static JwtContext read(String jwt) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setSkipAllValidators()
                .setDisableRequireSignature()
                .setSkipSignatureVerification()
                .build()
                .process(jwt);
    }

    /** As the assertion says; believed only after its signature was found right. */
    private static String clientOf(JwtContext unverified) throws MalformedClaimException {
        return Optional.ofNullable(unverified.getJwtClaims().getSubject()).orElse("");
    }

    /**
     * Of a client that nobody is, and of one that has no key like that, the signature is checked as well: the time taken
     * does not tell them from others.
     */
    private List<JsonWebKey> candidates(JwtContext unverified, Optional<KnownKey> known) throws JoseException {
        List<JsonWebKey> own = known.isPresent() ? publicKeys(known.get()) : List.of();
        boolean some = unverified.getJoseObjects().getFirst() instanceof JsonWebSignature signed
                && !new VerificationJwkSelector().selectList(signed, own).isEmpty();
        return some ? own : nobodys.all();
    }

    private JwtContext process(String jwt, List<JsonWebKey> candidates) throws InvalidJwtException {
        JwksVerificationKeyResolver resolver = new JwksVerificationKeyResolver(candidates);
        resolver.setDisambiguateWithVerifySignature(true);
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(resolver)
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, ALGORITHMS)
                .setExpectedAudience(issuer.url(), issuer.tokenEndpoint())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setRequireJwtId()
                .setAllowedClockSkewInSeconds((int) SKEW.toSeconds())
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build()
                .process(jwt);
    }

    private boolean isInOrder(JwtClaims claims, KnownKey key, Optional<String> named) throws MalformedClaimException {
        Instant now = clock.instant();
        Instant end = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
        boolean fromTheFuture = claims.getIssuedAt() != null
                && Instant.ofEpochSecond(claims.getIssuedAt().getValue()).isAfter(now.plus(SKEW));
        return key.id().equals(claims.getIssuer())
                && key.id().equals(claims.getSubject())
                && named.filter(client -> !client.equals(key.id())).isEmpty()
                // Made out to us and to nobody else, who could show it here.
                && Set.of(issuer.url(), issuer.tokenEndpoint()).containsAll(claims.getAudience())
                && !end.isAfter(now.plus(LONGEST_LIFE).plus(SKEW))
                && !fromTheFuture
                && !claims.getJwtId().isBlank()
                && claims.getJwtId().length() <= LONGEST_ID;
    }

    /** A token for something else, signed with the same key, is no assertion. */
    private static boolean isOfThisType(JwtContext verified) {
        String type = verified.getJoseObjects().getFirst().getHeader("typ");
        return type == null || type.equalsIgnoreCase("JWT") || type.equalsIgnoreCase("client-authentication+jwt");
    }

    private static List<JsonWebKey> publicKeys(KnownKey key) throws JoseException {
        List<JsonWebKey> all = new java.util.ArrayList<>();
        for (String jwk : key.record().publicKeys()) {
            all.add(JsonWebKey.Factory.newJwk(jwk));
        }
        return all;
    }

    /** Which of the key's public keys it was; the mark that tells does not depend on how the JWK is written. */
    private static String signer(JwtContext verified, KnownKey key) throws JoseException {
        JsonWebStructure signed = verified.getJoseObjects().getFirst();
        for (String jwk : key.record().publicKeys()) {
            if (JsonWebKey.Factory.newJwk(jwk).getKey().equals(signed.getKey())) {
                return jwk;
            }
        }
        throw ClientCredentials.unknown();
    }
}
