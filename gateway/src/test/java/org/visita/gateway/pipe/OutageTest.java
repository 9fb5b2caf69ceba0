package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class OutageTest extends GatewayTest {

    @Inject
    MeterRegistry registry;

    @Test
    void a_service_that_is_down_is_said_to_be() {
        assertUnavailable(TestKeys.using(TestKeys.admin()).get("/v1/patients").then());
        assertUnavailable(TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body("{}")
                .post("/v1/patients")
                .then());
    }

    @Test
    void a_service_that_says_nothing_is_given_up() {
        assertUnavailable(
                TestKeys.using(TestKeys.admin()).get("/v1/bookings/silent").then());
    }

    @Test
    void a_read_is_tried_once_more_when_the_service_hangs_up_and_only_once() {
        TestKeys.using(TestKeys.admin())
                .get("/v1/bookings/hangs-up-once")
                .then()
                .statusCode(200);

        int before = attempts();
        assertUnavailable(
                TestKeys.using(TestKeys.admin()).get("/v1/bookings/hangs-up").then());
        assertThat(attempts() - before).isEqualTo(2);
    }

    @Test
    void a_change_is_never_tried_again() {
        int before = attempts();

        assertUnavailable(TestKeys.using(TestKeys.admin())
                .contentType("application/json")
                .body("{}")
                .post("/v1/bookings/hangs-up")
                .then());
        assertUnavailable(
                TestKeys.using(TestKeys.admin()).delete("/v1/bookings/hangs-up").then());

        assertThat(attempts() - before).isEqualTo(2);
    }

    @Test
    void an_answer_that_breaks_off_is_not_passed_off_as_whole() throws IOException {
        String half = RawHttp.send(request("/v1/bookings/half")).text();
        String stalled = RawHttp.send(request("/v1/bookings/stalls")).text();

        assertThat(half).containsIgnoringCase("content-length: 1000").endsWith("ten bytes.");
        assertThat(stalled).contains("the beginning, and then").doesNotContain("\r\n0\r\n\r\n");
    }

    @Test
    void a_service_that_does_not_know_the_gateway_is_no_fault_of_the_caller() {
        assertUnavailable(TestKeys.using(TestKeys.admin())
                .get("/v1/bookings/unauthorized")
                .then());
    }

    @Test
    void more_than_the_pool_and_its_queue_hold_is_shed_at_once() throws Exception {
        // No single key may have that many requests on their way.
        List<TestKey> keys = IntStream.range(0, 20)
                .mapToObj(i -> TestKeys.with("bookings:read"))
                .toList();
        try (ExecutorService callers = Executors.newFixedThreadPool(400)) {
            List<Callable<Integer>> calls = IntStream.range(0, 400)
                    .<Callable<Integer>>mapToObj(i -> () -> RawHttp.send(request(
                                    "/v1/bookings/silent", keys.get(i % 20).text()))
                            .status())
                    .toList();
            for (Future<Integer> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(503);
            }
        }
        // So many unanswered requests have opened the circuit.
        await().untilAsserted(() ->
                TestKeys.using(TestKeys.admin()).get("/v1/bookings").then().statusCode(200));
    }

    @Test
    void a_service_that_is_down_is_soon_not_asked_any_more_and_the_others_are() {
        await().untilAsserted(() -> {
            TestKeys.using(TestKeys.admin()).get("/v1/patients").then().statusCode(503);
            assertThat(circuitOf("patient")).isEqualTo(2);
        });
        assertUnavailable(TestKeys.using(TestKeys.admin()).get("/v1/patients").then());
        TestKeys.using(TestKeys.admin()).get("/v1/audit").then().statusCode(200);
        assertThat(circuitOf("audit")).isZero();
    }

    private double circuitOf(String service) {
        return registry.get("visita_gateway_circuit_state")
                .tag("service", service)
                .gauge()
                .value();
    }

    private static String request(String target) {
        return request(target, TestKeys.admin());
    }

    private static String request(String target, String key) {
        return RawHttp.get(target, "Host: visita", "X-API-Key: " + key);
    }

    private static void assertUnavailable(ValidatableResponse answer) {
        answer.statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("unavailable"))
                .body("traceId", matchesPattern("(?!0{32})[0-9a-f]{32}"));
    }

    /** Asked of the service itself, not through the gateway. */
    private static int attempts() {
        String service = ConfigProvider.getConfig().getValue("visita.gateway.routes.booking", String.class);
        return RestAssured.get(service + "/counters").jsonPath().getInt("attempts");
    }
}
