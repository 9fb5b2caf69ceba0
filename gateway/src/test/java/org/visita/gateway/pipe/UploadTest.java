package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.RawHttp.Answer;
import org.visita.gateway.TestKeys;

/** Bodies that are too large to be held; the resources that take them in tests are those of the ehr-sync-service. */
@QuarkusTest
class UploadTest extends GatewayTest {

    private static final int PIECE = 64 * 1024;
    private static final long GIBIBYTE = 1024L * 1024 * 1024;
    private static final long MEBIBYTE = 1024L * 1024;

    /** As configured for replays and dead-letters, the second of which take no more than this. */
    private static final long SMALLER_LIMIT = MEBIBYTE;

    private static final int UPLOADS = 4;

    @Test
    void a_gibibyte_passes_through_memory_that_stays_flat() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long heap = usedHeap();
        long direct = PlatformDependent.usedDirectMemory();
        long mostHeap = 0;
        long mostDirect = 0;
        try (Socket socket = post("/v1/replays/upload", "Content-Length: " + GIBIBYTE)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            byte[] piece = new byte[PIECE];
            new Random(7).nextBytes(piece);
            for (long sent = 0; sent < GIBIBYTE; sent += PIECE) {
                out.write(piece);
                digest.update(piece);
                mostDirect = Math.max(mostDirect, PlatformDependent.usedDirectMemory());
                if (sent % (GIBIBYTE / 4) == 0) {
                    mostHeap = Math.max(mostHeap, usedHeap());
                }
            }
            Answer answer = RawHttp.read(socket);

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.text())
                    .contains("\"bytes\":" + GIBIBYTE)
                    .contains(HexFormat.of().formatHex(digest.digest()));
        }
        assertThat(mostHeap - heap).isLessThan(48 * MEBIBYTE);
        assertThat(mostDirect - direct).isLessThan(64 * MEBIBYTE);
    }

    @Test
    void a_body_in_pieces_streams_too_and_arrives_whole() throws IOException {
        try (Socket socket = post("/v1/replays/upload", "Transfer-Encoding: chunked")) {
            OutputStream out = socket.getOutputStream();
            byte[] piece = chunk(PIECE);
            for (int i = 0; i < 100; i++) {
                out.write(piece);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(RawHttp.read(socket).text()).contains("\"bytes\":" + 100 * PIECE);
        }
    }

    @Test
    void a_body_in_pieces_that_grows_over_the_limit_is_cut_off_and_so_is_the_request_to_the_service()
            throws IOException {
        int before = aborted();
        try (Socket socket = post("/v1/dead-letters/upload", "Transfer-Encoding: chunked")) {
            OutputStream out = socket.getOutputStream();
            byte[] piece = chunk(PIECE);
            try {
                for (long sent = 0; sent <= 40 * SMALLER_LIMIT; sent += PIECE) {
                    out.write(piece);
                }
            } catch (IOException cutOff) {
                // It had enough before all of it was sent.
            }
            Answer answer = RawHttp.read(socket);
            assertThat(answer.status()).as(answer.text()).isEqualTo(413);
            assertThat(answer.text()).contains("\"code\":\"too-large\"");
        }
        await().until(() -> aborted() > before);
    }

    @Test
    void a_body_that_announces_more_than_the_limit_is_refused_unseen() throws IOException {
        try (Socket socket = post("/v1/dead-letters/upload", "Content-Length: " + (SMALLER_LIMIT + 1))) {
            assertThat(RawHttp.read(socket).status()).isEqualTo(413);
        }
    }

    @Test
    void a_body_that_stalls_is_given_up_on_both_sides() throws IOException {
        int before = aborted();
        try (Socket socket = post("/v1/replays/upload", "Content-Length: " + GIBIBYTE)) {
            socket.getOutputStream().write(new byte[10 * PIECE]);

            Answer answer = RawHttp.read(socket);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
        await().until(() -> aborted() > before);
    }

    @Test
    void a_service_that_does_not_read_holds_the_caller_back_and_is_given_up() throws IOException {
        try (Socket socket = post("/v1/replays/unread", "Content-Length: " + GIBIBYTE)) {
            long sent = 0;
            // Until the answer is there: what was taken until then fills the sockets between.
            for (; sent < GIBIBYTE && socket.getInputStream().available() == 0; sent += PIECE) {
                socket.getOutputStream().write(new byte[PIECE]);
            }
            assertThat(sent).isLessThan(64 * MEBIBYTE);
            assertThat(RawHttp.read(socket).status()).isEqualTo(503);
        }
    }

    @Test
    void an_answer_that_overtakes_the_body_arrives_and_ends_the_connection() throws IOException {
        try (Socket socket = post("/v1/replays/early", "Content-Length: " + GIBIBYTE)) {
            socket.getOutputStream().write(new byte[5 * PIECE]);

            Answer answer = RawHttp.read(socket);
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
    }

    @Test
    void a_caller_that_goes_away_half_way_takes_its_request_to_the_service_along() throws IOException {
        int before = aborted();
        try (Socket socket = post("/v1/replays/upload", "Content-Length: " + GIBIBYTE)) {
            socket.getOutputStream().write(new byte[10 * PIECE]);
        }
        await().until(() -> aborted() > before);
    }

    @Test
    void only_so_many_stream_at_once_and_the_others_are_not_held_up() throws IOException {
        List<Socket> uploads = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            Socket socket = post("/v1/replays/unread", "Content-Length: " + GIBIBYTE);
            socket.getOutputStream().write(new byte[5 * PIECE]);
            uploads.add(socket);
        }
        await().untilAsserted(() -> {
            try (Socket oneMore = post("/v1/replays/upload", "Content-Length: " + GIBIBYTE)) {
                oneMore.getOutputStream().write(new byte[5 * PIECE]);
                Answer answer = RawHttp.read(oneMore);
                assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        });
        TestKeys.using(TestKeys.admin()).get("/v1/connections").then().statusCode(200);
        for (Socket socket : uploads) {
            socket.close();
        }
        await().untilAsserted(() -> {
            try (Socket socket = post("/v1/replays/early", "Content-Length: " + GIBIBYTE)) {
                socket.getOutputStream().write(new byte[5 * PIECE]);
                assertThat(RawHttp.read(socket).status()).isEqualTo(409);
            }
        });
    }

    private static Socket post(String path, String length) throws IOException {
        Socket socket = RawHttp.connect("127.0.0.1");
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + TestKeys.admin() + "\r\n" + length
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static byte[] chunk(int size) {
        return (Integer.toHexString(size) + "\r\n" + " ".repeat(size) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Asked of the service itself, not through the gateway. */
    private static int aborted() {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
        return JsonPath.from(RestAssured.get(service + "/counters").asString()).getInt("aborted");
    }
}
