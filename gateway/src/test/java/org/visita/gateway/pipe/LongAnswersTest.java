package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;

/** Answers that are as long as the audit trail. */
@QuarkusTest
class LongAnswersTest extends GatewayTest {

    @Test
    void may_pause_for_longer_than_others() {
        TestKeys.using(TestKeys.with("audit:read"))
                .get("/v1/audit/export")
                .then()
                .statusCode(200)
                .body(equalTo("the beginning, and the end"));
    }

    @Test
    void are_so_many_at_once_that_short_ones_find_a_way() throws IOException {
        // The one with limits for such a crowd.
        String key = TestKeys.admin();
        int before = begun();
        try (Socket first = ask(key);
                Socket second = ask(key)) {
            await().until(() -> begun() == before + 2);
            TestKeys.using(key).get("/v1/audit/verify").then().statusCode(503).body("code", equalTo("unavailable"));
            TestKeys.using(key).get("/v1/audit").then().statusCode(200);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
        await().until(() -> TestKeys.using(key).get("/v1/audit/export").statusCode() == 200);
    }

    private static Socket ask(String key) throws IOException {
        Socket socket = RawHttp.connect("127.0.0.1");
        socket.getOutputStream()
                .write(RawHttp.get("/v1/audit/verify", "Host: visita", "X-API-Key: " + key)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Asked of the service itself, not through the gateway. */
    private static int begun() {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.audit", String.class);
        return RestAssured.get(service + "/counters").jsonPath().getInt("silent");
    }
}
