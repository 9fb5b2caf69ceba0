package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Replica;
import org.visita.local.stack.Service;

/** A key that is disabled at one gateway is refused by every gateway within a second, under load and without Kafka. */
class RevocationJourney {

    private static final Logger LOG = Logger.getLogger(RevocationJourney.class.getName());
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final int ROUNDS = 10;

    private static Replica second;

    private final LocalStack stack = TestStack.get();
    private final List<URI> doors = List.of(stack.gateway(), second.address());
    private final Gateway admin = new Gateway(stack.gateway(), stack.secrets().adminKey());

    @BeforeAll
    static void two_gateways() {
        second = TestStack.get().replica(Service.GATEWAY, Map.of());
        second.start();
    }

    @AfterAll
    static void one_gateway() {
        second.close();
    }

    @Test
    void a_disabled_key_is_refused_everywhere_within_a_second_under_load() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            millis.add(disableUnderLoad());
        }
        LOG.info("Admitted at the other gateway after the answer for at most, in ms, round by round: " + millis);
    }

    @Test
    void so_it_is_while_kafka_is_down() throws Exception {
        stack.kill("kafka");
        try {
            LOG.info("The same without Kafka: " + disableUnderLoad() + " ms, then " + disableUnderLoad() + " ms");
        } finally {
            stack.start("kafka");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> stack.isReady("gateway"));
    }

    /** How long after the answer either gateway still let a request in; fails if that was too long. */
    private long disableUnderLoad() throws Exception {
        JsonNode key = newKey();
        try (KeyLoad load = KeyLoad.start(doors, key.path("key").asText())) {
            await().atMost(Duration.ofSeconds(10)).until(load::isAdmittedEverywhere);
            admin.post(
                    "/v1/keys/" + key.path("id").asText() + "/disable",
                    JsonNodeFactory.instance.objectNode(),
                    UUID.randomUUID().toString());
            long answeredAt = System.nanoTime();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> System.nanoTime() - answeredAt
                            > BOUND.multipliedBy(2).toNanos());
            load.stop();

            assertThat(load.admittedLongAfter(answeredAt, BOUND))
                    .as("requests let in more than %s after the answer", BOUND)
                    .isZero();
            assertThat(load.refusedAfter(answeredAt)).as("doors that refused").isEqualTo(doors.size());
            return load.lastAdmittedAfter(answeredAt).toMillis();
        }
    }

    private JsonNode newKey() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("label", "to be disabled").putArray("scopes").add("catalog:read");
        request.putObject("limits").put("perSecond", 1_000).put("perMinute", 60_000);
        return admin.post("/v1/keys", request, UUID.randomUUID().toString());
    }
}
