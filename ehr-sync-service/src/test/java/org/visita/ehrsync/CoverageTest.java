package org.visita.ehrsync;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.connection.ConnectionResource;
import org.visita.ehrsync.deadletter.DeadLetterResource;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Fault;
import org.visita.kit.testing.OperationCoverage;
import org.visita.kit.testing.ServiceRules;

@QuarkusTest
class CoverageTest extends ComponentTest {

    @Test
    void every_operation_needs_a_token_and_a_scope() {
        OperationCoverage.every_operation_needs_a_token_and_a_scope();
    }

    @Test
    void every_mutation_is_audited() {
        OperationCoverage.every_mutation_is_audited(ConnectionResource.class, DeadLetterResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        clinic.book();
        String deadLetter = (String) clinic.awaitDeadLetter().get("id");

        OperationCoverage.objects_of_another_clinic_are_not_there(
                List.of("sync:read", "sync:operate"),
                operation -> operation.path().startsWith("/v1/dead-letters") ? deadLetter : clinic.connection(),
                operation -> operation.method().equals("PUT")
                        ? Map.of("name", "Mine now", "baseUrl", "https://ehr.example.org")
                        : null);
    }

    @Test
    void the_shape_is_that_of_a_service() {
        ServiceRules.check("ehrsync");
    }

    @Test
    void says_how_much_waits() {
        clinic.connect();
        int management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        given().port(management).get("/q/metrics").asString())
                .contains("visita_deliveries{state=\"pending\"}")
                .contains("visita_deliveries{state=\"dead\"}")
                .contains("visita_connection_circuit_open"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> given().port(management).get("/q/health/ready").statusCode() == 200);
    }
}
