package org.visita.local.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.visita.local.stack.StackProblem;

/**
 * Stands in for the gateway as far as a service can tell: publishes a key, and signs with it the tokens that the gateway
 * would mint (ADR 6). So the service is measured as it is called, with the check of each request's token, and not the
 * gateway before it.
 */
public final class ServiceTokens implements AutoCloseable {

    private static final String KEY_ID = "bench";

    /** The services take none that is older than 60 s. */
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    /** The gateway hands a token out again while it has some time left, and so does this. */
    private static final Duration USED_FOR = Duration.ofSeconds(30);

    private final String clinic;
    private final String scopes;
    private final Optional<URI> gateway;
    private final Clock clock;
    private final KeyPair keys = generate();
    private final HttpServer server;

    private volatile Token token = new Token("", Instant.MIN);

    private record Token(String text, Instant freshUntil) {}

    /**
     * @param scopes separated by blanks
     * @param gateway management port of one that runs: the services are to take its tokens too
     */
    ServiceTokens(String clinic, String scopes, Optional<URI> gateway, Clock clock) {
        this.clinic = clinic;
        this.gateway = gateway;
        this.scopes = scopes;
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new StackProblem("No port is free for the key of the benchmark: " + e, "End what holds them.", e);
        }
        server.createContext("/internal/jwks", this::publish);
        server.start();
    }

    /** What the services know the gateway's management port by. */
    String issuerUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A token that is good for at least 30 s more. */
    public String current() {
        Token known = token;
        Instant now = clock.instant();
        if (now.isBefore(known.freshUntil())) return known.text();
        Token fresh = new Token(sign(now), now.plus(USED_FOR));
        token = fresh;
        return fresh.text();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void publish(HttpExchange exchange) throws IOException {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        byte[] body = """
                {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}%s]}""".formatted(
                        KEY_ID,
                        coordinate(key.getW().getAffineX().toByteArray()),
                        coordinate(key.getW().getAffineY().toByteArray()),
                        gateway.map(ServiceTokens::keysOf).orElse(""))
                .getBytes(StandardCharsets.US_ASCII);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The keys of a gateway, to be put behind another. */
    private static String keysOf(URI gateway) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(gateway.resolve("/internal/jwks")).build();
            String keys =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return "," + keys.substring(keys.indexOf('[') + 1, keys.lastIndexOf(']'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String sign(Instant now) {
        String header = base64("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}");
        String claims = base64("""
                {"iss":"visita-gateway","aud":"visita","sub":"key:bench","actor":"key:bench","clinic":"%s",\
                "scope":"%s","iat":%d,"exp":%d}""".formatted(
                        clinic, scopes, now.getEpochSecond(), now.plus(LIFETIME).getEpochSecond()));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return header + "." + claims + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 7518, section 6.2.1.2: 32 octets, whatever BigInteger makes of leading zeros. */
    private static String coordinate(byte[] number) {
        byte[] octets = new byte[32];
        int length = Math.min(number.length, 32);
        System.arraycopy(number, number.length - length, octets, 32 - length, length);
        return base64(octets);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
