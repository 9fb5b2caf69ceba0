package org.visita.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;

/** The public port over TLS, with HTTP/1.1 and HTTP/2. */
@QuarkusTest
class TlsTest extends GatewayTest {

    private static final SSLContext TRUSTING = Trusting.everybody();

    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(TRUSTING)
            .version(HttpClient.Version.HTTP_2)
            .build();

    @Test
    void http2_is_agreed_on_in_the_handshake_and_passes_the_same_door() throws Exception {
        HttpResponse<String> answer = client.send(get("/v1/bookings").build(), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("RateLimit")).isPresent();
        assertThat(answer.body())
                .contains("\"x-forwarded-proto\":\"https\"")
                .contains("\"x-forwarded-host\":\"127.0.0.1:" + port() + "\"")
                .doesNotContain("x-api-key");
    }

    @Test
    void a_body_over_http2_arrives_whole_and_one_that_is_too_large_ends_its_own_stream_only() throws Exception {
        HttpResponse<String> passed = client.send(
                get("/v1/bookings")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[200_000]))
                        .build(),
                BodyHandlers.ofString());
        assertThat(passed.body()).contains("\"bytes\":200000");

        HttpResponse<String> refused = client.send(
                get("/v1/bookings")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[300_000]))
                        .build(),
                BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(client.send(get("/v1/bookings").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_upload_streams_over_http2_too() throws Exception {
        byte[] piece = new byte[1024 * 1024];
        HttpResponse<String> answer = client.send(
                get("/v1/replays/upload")
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(
                                IntStream.range(0, 32).mapToObj(i -> piece).toList()))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).contains("\"bytes\":" + 32 * piece.length);
    }

    @Test
    void many_requests_share_one_connection() {
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 30)
                .mapToObj(i -> client.sendAsync(get("/v1/bookings/" + i).build(), BodyHandlers.ofString()))
                .toList();

        assertThat(asked)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void a_stranger_over_http2_is_told_so() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/v1/bookings"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void http1_over_tls_is_served_too() throws Exception {
        HttpResponse<String> answer = client.send(
                get("/v1/bookings").version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void in_plain_text_there_is_no_http2() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RawHttp.port() + "/v1/bookings"))
                .header("X-API-Key", TestKeys.admin())
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void an_older_tls_is_refused() throws IOException {
        for (String old : List.of("TLSv1.1", "TLSv1")) {
            try (SSLSocket socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket("127.0.0.1", port())) {
                assertThatThrownBy(() -> {
                            socket.setEnabledProtocols(new String[] {old});
                            socket.startHandshake();
                        })
                        .isInstanceOf(SSLException.class);
            }
        }
    }

    /** Of the certificate that the public port shows. */
    static String servedName() throws IOException {
        try (SSLSocket socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket("127.0.0.1", port())) {
            socket.startHandshake();
            X509Certificate served = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return served.getSubjectX500Principal().getName();
        }
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path)).header("X-API-Key", TestKeys.admin());
    }

    private static String base() {
        return "https://127.0.0.1:" + port();
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
    }
}
