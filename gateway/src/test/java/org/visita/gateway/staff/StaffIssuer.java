package org.visita.gateway.staff;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An OpenID issuer with keys of its own, which can be away. The journeys meet a real Keycloak. */
public final class StaffIssuer implements QuarkusTestResourceLifecycleManager {

    private static final int[] PORT = new int[1];
    private static HttpServer server;
    private static PublicJsonWebKey key;

    @Override
    public Map<String, String> start() {
        key = generate();
        listen(0);
        return Map.of("quarkus.oidc.staff.tenant-enabled", "true", "quarkus.oidc.staff.auth-server-url", url());
    }

    /** Signs with another key from now on, which the gateway has not seen. */
    static void rotate() {
        key = generate();
    }

    static void goAway() {
        server.stop(0);
    }

    static void comeBack() {
        listen(PORT[0]);
    }

    static String url() {
        return "http://127.0.0.1:" + PORT[0];
    }

    /** Of a front desk's member of {@code clinic-one}, unless changed. */
    static String token(Consumer<JwtClaims> change) {
        return sign(key, change);
    }

    /** With the right names and ids, by somebody else. */
    static String forged() {
        PublicJsonWebKey other = generate();
        other.setKeyId(key.getKeyId());
        return sign(other, claims -> {});
    }

    /** By somebody else, under a name that the issuer's keys do not have. */
    static String stranger() {
        return sign(generate(), claims -> {});
    }

    static PublicJsonWebKey key() {
        return key;
    }

    static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setAudience("visita-api");
        claims.setSubject(UUID.randomUUID().toString());
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setIssuedAtToNow();
        claims.setClaim("clinic", "clinic-one");
        claims.setClaim("realm_access", Map.of("roles", java.util.List.of("front-desk")));
        claims.setClaim("preferred_username", "somebody");
        return claims;
    }

    private static String sign(PublicJsonWebKey with, Consumer<JwtClaims> change) {
        JwtClaims claims = claims();
        change.accept(claims);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("RS256");
        signature.setKeyIdHeaderValue(with.getKeyId());
        signature.setKey(with.getPrivateKey());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static PublicJsonWebKey generate() {
        try {
            PublicJsonWebKey made = RsaJwkGenerator.generateJwk(2048);
            made.setKeyId(UUID.randomUUID().toString());
            made.setUse("sig");
            return made;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void listen(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        PORT[0] = server.getAddress().getPort();
        answer("/.well-known/openid-configuration", () -> """
                {"issuer":"%s","jwks_uri":"%s/jwks","token_endpoint":"%s/token","authorization_endpoint":"%s/auth"}""".formatted(url(), url(), url(), url()));
        answer("/jwks", () -> new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        server.start();
    }

    private static void answer(String path, java.util.function.Supplier<String> body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
