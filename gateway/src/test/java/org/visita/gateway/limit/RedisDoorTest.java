package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;
import org.visita.gateway.block.BlockedProfile;

/** The whole gateway, counting in Redis. */
@QuarkusTest
@TestProfile(BlockedProfile.class)
class RedisDoorTest extends GatewayTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Test
    void nobody_sees_a_failure_of_redis_but_in_the_limits() throws IOException {
        TestKey key = TestKeys.limited(1_000, 4, "bookings:read");
        assertThat(policyOf(key)).isEqualTo("\"sec\";q=1000;w=1, \"min\";q=4;w=60");

        RedisResource.redis().hold();
        List<Response> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                answers.add(TestKeys.using(key).get("/v1/bookings"));
            }
            assertThat(metrics()).contains("visita_gateway_redis_state 2.0");
        } finally {
            RedisResource.redis().goOn();
        }

        assertThat(answers).extracting(Response::statusCode).containsOnly(200, 429);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(2);
        assertThat(answers.getLast().header("RateLimit-Policy")).isEqualTo("\"sec\";q=500;w=1, \"min\";q=2;w=60");
        await().atMost(SOON).until(() -> metrics().contains("visita_gateway_redis_state 1.0"));
        assertThat(policyOf(TestKeys.limited(1_000, 4, "bookings:read")))
                .isEqualTo("\"sec\";q=1000;w=1, \"min\";q=4;w=60");
    }

    @Test
    void what_alerts_ask_for_is_there_before_anything_has_happened() {
        assertThat(metrics())
                .contains("visita_gateway_blocks_total{kind=\"key\",step=\"suspended\"")
                .contains("visita_gateway_blocks_total{kind=\"key\",step=\"3\"")
                .contains("visita_gateway_blocked{kind=\"address\"")
                .contains("visita_gateway_limited_total{limit=\"clinic-sec\"");
    }

    private static String policyOf(TestKey key) {
        return TestKeys.using(key).get("/v1/bookings").header("RateLimit-Policy");
    }

    private static String metrics() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return RestAssured.given()
                .port(port)
                .accept("text/plain")
                .get("/q/metrics")
                .asString();
    }
}
