package org.visita.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.entry.Trail;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.testing.Tokens;

/** Of what is exported only in part, and of who only takes a part of it. */
@QuarkusTest
class ChosenExportTest implements Servers {

    @Inject
    AppendBatch batches;

    @Inject
    MeterRegistry registry;

    private final String clinic = EntrySamples.newClinic();

    @Test
    void of_a_patient_that_acted_there_is_what_that_one_did_and_nothing_else() throws Exception {
        String patient = UUID.randomUUID().toString();
        AuditEntry own = by("patient:" + patient, patient, 1);
        AuditEntry nobodys = by(null, patient, 2);
        AuditEntry anothers = by("patient:" + UUID.randomUUID(), patient, 3);
        batches.append(List.of(own, nobodys, anothers));

        for (String format : List.of("csv", "ndjson")) {
            String file = Trail.readerOf(clinic)
                    .queryParam("actor", "patient:" + patient)
                    .queryParam("format", format)
                    .get("/v1/audit/export")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(file)
                    .as(format)
                    .contains(own.id().toString())
                    .doesNotContain(nobodys.id().toString())
                    .doesNotContain(anothers.id().toString());
        }
        assertThat(Trail.readerOf(clinic)
                        .queryParam("patient", patient)
                        .get("/v1/audit/export")
                        .asString())
                .contains(
                        own.id().toString(),
                        nobodys.id().toString(),
                        anothers.id().toString());
    }

    private AuditEntry by(String actor, String patient, long sequence) {
        return EntrySamples.entry(clinic, actor, "Booking", null, patient, "a-process", sequence);
    }

    @Test
    void whoever_takes_nothing_of_it_does_not_keep_a_place() throws Exception {
        for (int batch = 0; batch < 10; batch++) {
            batches.append(
                    Stream.generate(() -> EntrySamples.of(clinic)).limit(20_000).toList());
        }
        try (Socket idle = new Socket("localhost", RestAssured.port)) {
            idle.getOutputStream()
                    .write(("GET /v1/audit/export?format=csv HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + Tokens.throughDoorIn(clinic, "audit:read") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> registry.get("visita_audit_exports").gauge().value() == 0);
        }
    }
}
