package org.visita.ehrsync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * patient-service and the gateway's token endpoint, as far as deliveries need them. Also sets the pauses so short that a
 * test need not be long.
 */
public final class SiblingsResource implements QuarkusTestResourceLifecycleManager {

    private static final Set<String> AWAY = ConcurrentHashMap.newKeySet();
    private static final Set<String> UNKNOWN = ConcurrentHashMap.newKeySet();

    private HttpServer server;

    /** patient-service does not answer for this patient, until it is told to. */
    public static void away(String patientId, boolean away) {
        if (away) {
            AWAY.add(patientId);
        } else {
            AWAY.remove(patientId);
        }
    }

    public static void forget(String patientId) {
        UNKNOWN.add(patientId);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/token", SiblingsResource::token);
        server.createContext("/v1/patients/", SiblingsResource::patient);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> config = new HashMap<>(FAST);
        config.put("quarkus.oidc-client.auth-server-url", url);
        config.put("visita.ehr-sync.patient-url", url);
        return config;
    }

    private static final Map<String, String> FAST = Map.of(
            "visita.ehr-sync.delivery.poll", "PT0.1S",
            "visita.ehr-sync.delivery.lease", "PT3S",
            "visita.ehr-sync.delivery.attempts", "3",
            "visita.ehr-sync.delivery.first-pause", "PT0.05S",
            "visita.ehr-sync.delivery.first-pause-for-dependency", "PT0.1S",
            "visita.ehr-sync.delivery.pause-for-ours", "PT0.2S",
            "visita.ehr-sync.circuit.first-probe", "PT0.1S",
            "visita.ehr-sync.circuit.longest-pause", "PT0.4S",
            "visita.ehr-sync.ehr.timeout", "PT0.7S",
            "visita.ehr-sync.ehr.connect-timeout", "PT0.5S");

    private static void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean complete = form.contains("grant_type=client_credentials")
                && form.contains("client_id=ehr-sync")
                && form.contains("client_secret=sample-secret-of-the-ehr-sync-service")
                && form.contains("clinic=");
        String clinic = form.replaceAll(".*clinic=([^&]*).*", "$1");
        send(exchange, complete ? 200 : 401, """
                {"access_token":"token-of-%s","token_type":"Bearer","expires_in":60}""".formatted(clinic));
    }

    private static void patient(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer token-of-")) {
            send(exchange, 401, "{}");
        } else if (AWAY.contains(id)) {
            send(exchange, 503, "{}");
        } else if (UNKNOWN.contains(id)) {
            send(exchange, 404, "{}");
        } else {
            send(exchange, 200, """
                    {"id":"%s","version":1,"givenName":"Thandi","familyName":"Nkosi","birthDate":"1988-02-29",
                     "gender":"female","phone":"+27215550100","email":"thandi@example.org","language":"en-ZA",
                     "identifiers":[{"system":"urn:clinic:mrn","value":"mrn-%s"}],"createdAt":"2026-01-01T00:00:00Z"}""".formatted(id, id));
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(bytes);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
