package org.visita.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.TrailReader;
import org.visita.gateway.wire.RawHttp2;
import org.visita.gateway.wire.Trusting;

/** As many entries as requests, however they end. Told apart from all others by the address that they come from. */
@QuarkusTest
class EveryRequestTest extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern REQUEST_ID = Pattern.compile("(?i)x-request-id: ([0-9a-f-]{36})");
    private static final int TIMES = 3;
    private static final long SEED = 20261122;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private TestKey key;
    private TestKey poor;
    private String limited;

    @BeforeEach
    void makeKeys() {
        key = TestKeys.with(
                "bookings:read",
                "bookings:write",
                "patients:read",
                "patients:write",
                "keys:read",
                "keys:write",
                "sync:operate");
        poor = TestKeys.with("slots:read");
        limited = TestKeys.limited(1_000, 1, "bookings:read").text();
    }

    /** @return how many requests it sent */
    private interface Sender {

        int send(String from) throws Exception;
    }

    @Test
    void leaves_one_entry_whatever_it_was_and_however_it_ended() throws Exception {
        String from = "127.0.0.77";
        int sent = inParallel(
                from,
                TIMES,
                List.of(
                        once(request("GET", "/v1/bookings/7", key)),
                        once(request("HEAD", "/v1/bookings/7", key)),
                        once(request("POST", "/v1/bookings", key, "{}")),
                        once(request("POST", "/v1/bookings/early", key, "{}")),
                        once(RawHttp.get("/v1/bookings", "Host: visita")),
                        once(request("GET", "/v1/patients", poor)),
                        once(request("GET", "/v1/patients", key)),
                        once(request("GET", "/v1/nothing", key)),
                        once(request("TRACE", "/v1/bookings", key)),
                        once(request("GET", "/v1/bookings?key=" + key.text(), key)),
                        once(request("GET", "/v1/bookings/%2e%2e/keys", key)),
                        once(head("POST", "/v1/bookings", key, "Content-Length: 99999999")),
                        once(head("POST", "/v1/bookings", key, "Transfer-Encoding: chunked")
                                + ("8000\r\n" + "a".repeat(0x8000) + "\r\n").repeat(9) + "0\r\n\r\n"),
                        once(head("POST", "/v1/bookings", key, "Expect: 100-continue\r\nContent-Length: 2") + "{}"),
                        once(head("POST", "/v1/bookings", key, "Transfer-Encoding: chunked\r\nContent-Length: 2")
                                + "{}"),
                        once("GET /v1/bookings HTTP/1.1\r\nHost: visita\r\nno header\r\n\r\n"),
                        once("GET /v1/bookings HTTP/1.1\r\nConnection: close\r\n\r\n"),
                        once("nonsense\r\n\r\n"),
                        once("GET /v1/bookings HTTP/2.0\r\nHost: visita\r\nX-API-Key: " + key.text() + "\r\n\r\n"),
                        once("GET /v1/" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: visita\r\n\r\n"),
                        once("GET /v1/bookings HTTP/1.1\r\nHost: visita\r\nX-Much: " + "a".repeat(20_000) + "\r\n\r\n"),
                        once("GET /v1/bookings HTTP/1.0\r\nHost: visita\r\nX-API-Key: " + key.text() + "\r\n\r\n"),
                        once(request("GET", "/v1/bookings/unauthorized", key)),
                        once(request("GET", "/v1/bookings/hangs-up", key)),
                        once(request("GET", "/v1/bookings/half", key)),
                        once(request("GET", "/v1/bookings/silent", key)),
                        once(request("GET", "/v1/bookings/stalls", key)),
                        once(request("GET", "/v1/bookings", limited)),
                        once("OPTIONS /v1/bookings HTTP/1.1\r\nHost: visita\r\nOrigin: https://a.example\r\n"
                                + "Access-Control-Request-Method: GET\r\nConnection: close\r\n\r\n"),
                        once(RawHttp.get("/openapi", "Host: visita")),
                        once(RawHttp.get("/docs", "Host: visita")),
                        once(RawHttp.get("/problems/no-such-code", "Host: visita")),
                        once("DELETE /docs HTTP/1.1\r\nHost: visita\r\nConnection: close\r\n\r\n"),
                        once(RawHttp.get("/oauth2/jwks", "Host: visita")),
                        once(RawHttp.get("/oauth2/token", "Host: visita")),
                        once(form("grant_type=client_credentials&client_id=" + key.id() + "&client_secret="
                                + key.text())),
                        once(form("grant_type=client_credentials&client_id=nobody000000&client_secret=guess")),
                        once(form("grant_type=password")),
                        once(request("GET", "/v1/keys", key)),
                        once(request("GET", "/v1/keys/a/b/c", key)),
                        once(request("POST", "/v1/keys", key, "{\"label\": 7}")),
                        once(request("GET", "/fhir/R4/metadata", key)),
                        once(request("POST", "/fhir/R4", key, "{\"resourceType\": \"Bundle\"}")),
                        bundle(),
                        pipelined(),
                        kept(),
                        smuggled(),
                        aborted(head("GET", "/v1/bookings/silent", key, "X-Any: 1")),
                        aborted(head("POST", "/v1/bookings", key, "Content-Length: 1000") + "half a bo"),
                        aborted(head("POST", "/v1/keys", key, "Content-Length: 1000") + "{\"la"),
                        aborted(head("POST", "/fhir/R4", key, "Content-Length: 1000") + "{\"reso"),
                        aborted(head("POST", "/v1/replays/upload", key, "Content-Length: 1000000")
                                + "a".repeat(400_000)),
                        aborted(head(
                                        "POST",
                                        "/oauth2/token",
                                        key,
                                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100")
                                + "grant"),
                        cutOff("GET /v1/bookings HTTP/1.1\r\nHost: visita\r\nX-Half-A-He"),
                        overHttp2(),
                        overHttp2WithLargeHeaders(),
                        overHttp2Unread("GET", ":path", "/v1/bookings?x={", ":authority", "visita"),
                        overHttp2Unread("CONNECT", ":authority", "visita:443"),
                        overHttp2Unread("GET", ":path", "/v1/bookings", ":authority", "visita", "host", "other"),
                        cancelledOverHttp2()));

        List<AuditEvent> entries = await().atMost(PATIENCE)
                .until(() -> TrailReader.entries(entry -> from.equals(entry.address())), all -> all.size() >= sent);
        assertThat(entries).extracting(AuditEvent::requestId).doesNotHaveDuplicates();
        assertNothingMoreComes(from, sent);
        assertThat(entries).extracting(AuditEvent::requestId).containsAll(answered);
        assertThat(entries).extracting(AuditEvent::emitter).containsOnly("gateway");
        assertThat(entries)
                .filteredOn(entry -> cancelled.contains(entry.requestId()))
                .hasSize(cancelled.size())
                .extracting(AuditEvent::outcome)
                .containsOnly(Outcome.SUCCEEDED);
        // Once over HTTP/1, once over HTTP/2.
        assertThat(entries)
                .filteredOn(entry -> "headers-too-large".equals(entry.code()))
                .hasSize(2 * TIMES);
    }

    /** What is asked last is written last: nothing of what went before is still on its way then. */
    private void assertNothingMoreComes(String from, int sent) throws IOException {
        String last = idsIn(RawHttp.sendFrom(from, RawHttp.get("/docs", "Host: visita")))
                .getFirst();
        await().atMost(PATIENCE).until(() -> !TrailReader.entries(entry -> last.equals(entry.requestId()))
                .isEmpty());
        assertThat(TrailReader.entries(entry -> from.equals(entry.address()))).hasSize(sent + 1);
    }

    private static int inParallel(String from, int times, List<Sender> senders) throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        senders.forEach(sender -> IntStream.range(0, times).forEach(i -> tasks.add(() -> sender.send(from))));
        Collections.shuffle(tasks, new Random(SEED));
        int sent = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
            for (Future<Integer> task : threads.invokeAll(tasks)) {
                sent += task.get();
            }
        }
        return sent;
    }

    private Sender once(String request) {
        return from -> {
            answered.addAll(idsIn(RawHttp.sendFrom(from, request)));
            return 1;
        };
    }

    private Sender bundle() {
        String entry = "{\"request\": {\"method\": \"GET\", \"url\": \"Appointment/7\"}}";
        String request = request(
                "POST",
                "/fhir/R4",
                key,
                "{\"resourceType\": \"Bundle\", \"type\": \"batch\", \"entry\": [" + entry + ", " + entry + ", {}]}");
        return from -> {
            once(request).send(from);
            return 1 + 3;
        };
    }

    private Sender pipelined() {
        String one = "GET /v1/bookings/7 HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + key.text() + "\r\n\r\n";
        return from -> {
            once(one + one + request("GET", "/v1/bookings/8", key)).send(from);
            return 3;
        };
    }

    /** A kept connection of which the second request cannot be read in one way only. */
    private Sender kept() {
        String good = "GET /v1/bookings/7 HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + key.text() + "\r\n\r\n";
        return from -> {
            once(good + "GET /v1/bookings HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
                    .send(from);
            return 2;
        };
    }

    /** What stands behind a request that can be read in two ways is none. */
    private Sender smuggled() {
        return once("GET /v1/bookings HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + request("GET", "/v1/bookings/7", key));
    }

    private static Sender aborted(String beginning) {
        return from -> {
            try (Socket socket = RawHttp.connect(from)) {
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                // Without a reset, with which what has not been read would be lost: it could not be said what was sent.
                socket.setSoTimeout(300);
                RawHttp.read(socket);
            }
            return 1;
        };
    }

    private static Sender cutOff(String beginning) {
        return from -> aborted(beginning).send(from) - 1;
    }

    private Sender overHttp2() {
        return from -> {
            try (HttpClient client = http2(from)) {
                List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 5)
                        .mapToObj(i ->
                                client.sendAsync(overTls("/v1/bookings/" + i).build(), BodyHandlers.ofString()))
                        .toList();
                asked.forEach(answer -> answered.add(
                        answer.join().headers().firstValue("X-Request-Id").orElseThrow()));
                return 5;
            }
        };
    }

    /** By hand: client libraries keep to what the server says that it takes. */
    private static Sender overHttp2WithLargeHeaders() {
        return from -> {
            assertThat(RawHttp2.ask(from, "x-much", "a".repeat(17_000))).contains("431");
            return 1;
        };
    }

    private static Sender overHttp2Unread(String method, String... headers) {
        List<String> all = new ArrayList<>(List.of(":method", method));
        if (!method.equals("CONNECT")) {
            all.addAll(List.of(":scheme", "https"));
        }
        all.addAll(List.of(headers));
        return from -> {
            RawHttp2.askWith(from, all.toArray(String[]::new));
            return 1;
        };
    }

    /** Whoever has seen the head of an answer has been answered. */
    private Sender cancelledOverHttp2() {
        return from -> {
            try (HttpClient client = http2(from)) {
                HttpResponse<InputStream> answer =
                        client.send(overTls("/v1/bookings/stalls").build(), BodyHandlers.ofInputStream());
                cancelled.add(answer.headers().firstValue("X-Request-Id").orElseThrow());
                answer.body().close();
                return 1;
            }
        };
    }

    private static HttpClient http2(String from) throws IOException {
        return HttpClient.newBuilder()
                .sslContext(Trusting.everybody())
                .version(HttpClient.Version.HTTP_2)
                .localAddress(InetAddress.getByName(from))
                .build();
    }

    private HttpRequest.Builder overTls(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .header("X-API-Key", key.text());
    }

    private static List<String> idsIn(RawHttp.Answer answer) {
        return REQUEST_ID
                .matcher(answer.text())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toList());
    }

    private static String request(String method, String path, TestKey key) {
        return request(method, path, key.text());
    }

    private static String request(String method, String path, String key) {
        return method + " " + path + " HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + key + "\r\nConnection: close\r\n\r\n";
    }

    private static String request(String method, String path, TestKey key, String body) {
        return head(
                        method,
                        path,
                        key,
                        "Connection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length())
                + body;
    }

    private static String head(String method, String path, TestKey key, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + key.text() + "\r\n" + headers
                + "\r\n\r\n";
    }

    private static String form(String body) {
        return "POST /oauth2/token HTTP/1.1\r\nHost: visita\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
