package org.visita.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.gateway.GatewayTest;
import org.visita.gateway.RawHttp;
import org.visita.gateway.TestKeys;
import org.visita.gateway.TestKeys.TestKey;

@QuarkusTest
class RateLimitTest extends GatewayTest {

    private static final int CALLS = 60;

    /** What an address may fail in a minute, in tests. */
    private static final int FAILURES = 600;

    /** Requests until a test gives up: what comes back meanwhile is far less. */
    private static final int MOST = 5_000;

    @Test
    void of_many_parallel_calls_exactly_the_limit_is_admitted() throws Exception {
        // Ten a minute: the next one would be admitted six seconds after the first.
        TestKey key = TestKeys.limited(1_000, 10, "bookings:read");

        List<Response> answers = inParallel(key);

        // Whether the service behind answers all of them in time is another question.
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 429).hasSize(10);
        List<Response> refused =
                answers.stream().filter(answer -> answer.statusCode() == 429).toList();
        assertThat(refused).hasSize(CALLS - 10).allSatisfy(answer -> {
            assertThat(answer.jsonPath().getString("code")).isEqualTo("rate-limited");
            assertThat(answer.header("RateLimit")).isEqualTo("\"min\";r=0;t=" + answer.header("Retry-After"));
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 6);
        });
    }

    @Test
    void a_refusal_names_the_limits_that_refused_it() {
        TestKey key = TestKeys.limited(1, 1, "bookings:read");
        TestKeys.using(key).get("/v1/bookings");

        TestKeys.using(key)
                .get("/v1/bookings")
                .then()
                .statusCode(429)
                .body("code", equalTo("rate-limited"))
                .body("'violated-policies'", equalTo(List.of("sec", "min")));
    }

    @Test
    void a_costly_request_counts_for_more() {
        TestKey key = TestKeys.limited(100, 10, "slots:read");

        TestKeys.using(key).get("/v1/slots").then().statusCode(200).header("RateLimit", startsWith("\"min\";r=8;"));
    }

    @Test
    void disabling_and_enabling_does_not_refill() {
        TestKey key = TestKeys.limited(1_000, 1, "bookings:read");
        TestKeys.using(key).get("/v1/bookings").then().statusCode(200);

        TestKeys.disable(key);
        TestKeys.enable(key);

        TestKeys.using(key).get("/v1/bookings").then().statusCode(429);
    }

    @Test
    void every_answer_says_where_the_caller_stands() {
        TestKey key = TestKeys.limited(5, 9, "bookings:read");

        TestKeys.using(key)
                .get("/v1/patients")
                .then()
                .statusCode(403)
                .header("RateLimit-Policy", equalTo("\"sec\";q=5;w=1, \"min\";q=9;w=60"))
                .header("RateLimit", equalTo("\"sec\";r=4;t=1"));
        TestKeys.using(key).get("/v1/nothing").then().statusCode(404).header("RateLimit", startsWith("\"sec\";r="));
    }

    @Test
    void an_address_that_goes_on_failing_is_held_back_but_not_its_good_keys() throws IOException {
        TestKey key = TestKeys.with("bookings:read");
        String stranger = RawHttp.get("/v1/bookings", "Host: visita");
        String friend = RawHttp.get("/v1/bookings", "Host: visita", "X-API-Key: " + key.text());
        List<Integer> statuses = new ArrayList<>();

        while (!statuses.contains(429) && statuses.size() < MOST) {
            statuses.add(RawHttp.sendFrom("127.0.0.2", stranger).status());
        }

        assertThat(statuses).startsWith(401).endsWith(429).containsOnly(401, 429);
        assertThat(statuses).as("some comes back meanwhile").hasSizeGreaterThan(FAILURES);
        assertThat(RawHttp.sendFrom("127.0.0.2", friend).status()).isEqualTo(200);
        assertThat(RawHttp.sendFrom("127.0.0.3", stranger).status()).isEqualTo(401);
    }

    @Test
    void an_address_pays_for_requests_that_nobody_can_read_as_well() throws IOException {
        TestKey key = TestKeys.with("bookings:read");
        String good = "X-API-Key: " + key.text();
        List<String> unreadable = List.of(
                RawHttp.get("/v1/bookings", "Host: a/b", good),
                RawHttp.get("/v1/bookings;a=b", "Host: visita", good),
                RawHttp.get("/v1/bookings", "Host: visita", good, "Authorization: Bearer x"));
        List<Integer> statuses = new ArrayList<>();

        while (!statuses.contains(429) && statuses.size() < MOST) {
            String next = unreadable.get(statuses.size() % 3);
            statuses.add(RawHttp.sendFrom("127.0.0.4", next).status());
        }

        assertThat(statuses).startsWith(400).endsWith(429).containsOnly(400, 429);
    }

    private static List<Response> inParallel(TestKey key) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            List<Callable<Response>> calls = IntStream.range(0, CALLS)
                    .<Callable<Response>>mapToObj(i -> () -> TestKeys.using(key).get("/v1/bookings"))
                    .toList();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> call : callers.invokeAll(calls)) {
                answers.add(call.get());
            }
            return answers;
        }
    }
}
