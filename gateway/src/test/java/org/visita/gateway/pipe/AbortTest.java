package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;

/** Callers that go away: nothing of them stays at a service, and nothing in the log but a line. */
@QuarkusTest
class AbortTest extends GatewayTest {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler capture = new Handler() {
        @Override
        public void publish(LogRecord written) {
            records.add(written);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ROOT.addHandler(capture);
    }

    @AfterEach
    void listenNoMore() {
        ROOT.removeHandler(capture);
    }

    @Test
    void leave_no_request_and_no_stack_trace() throws IOException {
        int before = counter("aborted");
        int asked = counter("silent");
        abort("GET /v1/bookings/silent", "\r\n", () -> counter("silent") > asked);
        abort("GET /v1/bookings/large?bytes=50000000", "\r\n", () -> counter("streamedBytes") > 0);
        abort("POST /v1/replays/upload", "Content-Length: 1000000000\r\n\r\n" + "a".repeat(500_000), () -> true);
        abort("POST /v1/bookings", "Content-Length: 1000\r\n\r\nhalf a bo", () -> true);
        abort("POST /v1/keys", "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"la", () -> true);
        abort("POST /fhir/R4", "Content-Length: 1000\r\n\r\n{\"resour", () -> true);
        abort("GET /v1/bookings", "X-Half-A-He", () -> true);

        await().until(() -> counter("aborted") >= before + 3);
        await().until(() -> records.stream()
                        .filter(written -> text(written).contains("aborted"))
                        .count()
                >= 6);
        assertThat(records)
                .noneMatch(written -> written.getThrown() != null)
                .noneMatch(written -> written.getLevel().intValue() >= Level.WARNING.intValue());
    }

    private static void abort(String start, String rest, Callable<Boolean> reached) throws IOException {
        RawHttp.hangUp(start + " HTTP/1.1\r\nHost: visita\r\nX-API-Key: " + TestKeys.admin() + "\r\n" + rest, reached);
    }

    private static String text(LogRecord written) {
        return written.getParameters() == null
                ? String.valueOf(written.getMessage())
                : written.getMessage() + List.of(written.getParameters());
    }

    /** Asked of the service itself, not through the gateway. */
    private static int counter(String name) {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
        return RestAssured.get(service + "/counters").jsonPath().getInt(name);
    }
}
