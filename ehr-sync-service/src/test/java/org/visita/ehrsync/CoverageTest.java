package org.visita.ehrsync;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.visita.ehrsync.connection.CodeMapResource;
import org.visita.ehrsync.connection.ConnectionResource;
import org.visita.ehrsync.deadletter.DeadLetterActionResource;
import org.visita.ehrsync.deadletter.DeadLetterResource;
import org.visita.ehrsync.replay.ReplayResource;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.Samples;
import org.visita.ehrsync.unreadable.UnreadableResource;
import org.visita.kit.testing.OperationCoverage;
import org.visita.kit.testing.PublishedDocument;
import org.visita.kit.testing.ServiceRules;

@QuarkusTest
class CoverageTest extends ComponentTest {

    @Test
    void the_published_document_is_what_the_service_says() throws Exception {
        PublishedDocument.is_what_the_service_says("ehr-sync");
    }

    @Test
    void every_operation_needs_a_token_and_a_scope() {
        OperationCoverage.every_operation_needs_a_token_and_a_scope();
    }

    @Test
    void every_operation_is_audited() {
        OperationCoverage.every_operation_is_audited(
                ConnectionResource.class,
                CodeMapResource.class,
                DeadLetterResource.class,
                DeadLetterActionResource.class,
                ReplayResource.class,
                UnreadableResource.class);
    }

    @Test
    void objects_of_another_clinic_are_not_there() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        clinic.book();
        String deadLetter = (String) clinic.awaitDeadLetter().get("id");

        String replay = clinic.asking()
                .body(Map.of("code", "none-such"))
                .post("/v1/replays")
                .jsonPath()
                .getString("id");
        String unreadable = Samples.id();
        Database.execute("""
                insert into unreadable_record (id, clinic, topic, partition, record_offset, size, sha256, bytes,
                                               headers, problem, decoded)
                values (?, ?, 'booking.events', 0, 987654321, 1, 'x', 'x', '{}', 'not-json', '{}')""", UUID.fromString(unreadable), clinic.id);

        OperationCoverage.objects_of_another_clinic_are_not_there(
                List.of("sync:read", "sync:operate"),
                operation -> switch (operation.path().split("/")[2]) {
                    case "dead-letters" -> deadLetter;
                    case "replays" -> replay;
                    case "unreadable-records" -> unreadable;
                    default -> clinic.connection();
                },
                CoverageTest::bodyOf);
    }

    private static Map<String, Object> bodyOf(OperationCoverage.Operation operation) {
        if (operation.method().equals("PUT")) {
            return operation.path().endsWith("/code-maps")
                    ? Map.of("items", List.of())
                    : Map.of("name", "Mine now", "baseUrl", "https://ehr.example.org");
        }
        return switch (operation.path().replaceAll(".*/", "")) {
            case "discard" -> Map.of("reason", "not mine");
            case "comments" -> Map.of("text", "not mine");
            default -> null;
        };
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
