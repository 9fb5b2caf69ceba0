package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Replica;
import org.visita.local.stack.Service;

/** Two replicas of the audit service take in the entries of many clinics, and each clinic's chain stays whole. */
class AuditReplicaJourney {

    private static final int CLINICS = 24;
    private static final int REQUESTS = 30;
    private static final Duration SOON = Duration.ofSeconds(90);

    private final LocalStack stack = TestStack.get();
    private final TrailRows rows = new TrailRows(stack);
    private final Gateway admin = new Gateway(stack.gateway(), stack.secrets().adminKey());

    private record Clinic(String id, String key, Gateway gateway) {}

    @Test
    void the_chains_of_many_clinics_stay_whole_when_one_of_two_replicas_dies() throws Exception {
        List<Clinic> clinics = new ArrayList<>();
        for (int i = 0; i < CLINICS; i++) clinics.add(newClinic());
        try (Replica second = stack.replica(Service.AUDIT, Map.of())) {
            second.start();
            CountDownLatch half = new CountDownLatch(CLINICS * REQUESTS / 2);
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<?>> clients = new ArrayList<>();
                for (Clinic clinic : clinics) clients.add(threads.submit(() -> use(clinic, half)));
                half.await();
                second.kill();
                for (Future<?> client : clients) client.get();
            }
            second.start();

            for (Clinic clinic : clinics) {
                await().atMost(SOON).untilAsserted(() -> assertThat(rows.rows(
                                "select count(*), count(distinct id) from audit_entry where clinic = ? and actor = ?",
                                clinic.id(),
                                "key:" + clinic.key()))
                        .containsExactly(List.of((long) REQUESTS, (long) REQUESTS)));
            }
        }
        for (Clinic clinic : clinics) {
            JsonNode verified = clinic.gateway().get("/v1/audit/verify", Map.of());
            assertThat(verified.path("valid").asBoolean())
                    .as(verified.toString())
                    .isTrue();
            assertThat(verified.path("entries").asLong()).isGreaterThanOrEqualTo(REQUESTS);
        }
    }

    private void use(Clinic clinic, CountDownLatch counter) {
        for (int i = 0; i < REQUESTS; i++) {
            clinic.gateway().get("/v1/locations", Map.of("limit", "1"));
            counter.countDown();
        }
    }

    private Clinic newClinic() {
        String id = UUID.randomUUID().toString();
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("label", "Trail").put("clinicId", id);
        request.putArray("scopes").add("catalog:read").add("audit:read");
        JsonNode key = admin.post("/v1/keys", request, UUID.randomUUID().toString());
        return new Clinic(
                id,
                key.path("id").asText(),
                new Gateway(stack.gateway(), key.path("key").asText()));
    }
}
