package org.visita.patient.patient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.kit.testing.Tokens;
import org.visita.patient.Servers;

/** With a journal that has no disk. */
@QuarkusTest
@TestProfile(AuditBehindTest.WithoutDisk.class)
class AuditBehindTest implements Servers {

    public static final class WithoutDisk implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of(
                        "visita.audit.journal.directory",
                        Files.createTempFile("no-folder", "").toString(),
                        "visita.audit.grace",
                        "PT1S");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Test
    void nothing_is_changed_that_cannot_be_accounted_for_and_reads_go_on() {
        String direct = Tokens.with("patients:read", "patients:write");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> given().auth()
                .oauth2(direct)
                .contentType("application/json")
                .body(People.thandi())
                .post("/v1/patients")
                .then()
                .statusCode(503));
        var refused = given().auth()
                .oauth2(direct)
                .contentType("application/json")
                .body(People.thandi())
                .post("/v1/patients");
        assertThat(refused.<String>path("code")).isEqualTo("audit-behind");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        given().auth()
                .oauth2(direct)
                .get("/v1/patients?familyName=Ndlovu&birthDate=1990-02-28")
                .then()
                .statusCode(200);
        // The door has seen to it for those that it carries: its own journal holds their entries.
        given().auth()
                .oauth2(Tokens.throughDoor("patients:write"))
                .contentType("application/json")
                .body(People.thandi())
                .post("/v1/patients")
                .then()
                .statusCode(201);
    }
}
