package org.visita.audit.proof;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.visita.audit.Superuser;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.context.FreshContext;
import org.visita.kit.ids.Ids;
import org.visita.kit.testing.Tokens;
import org.visita.proof.TreeAt;

/** Trails for tests: entries in batches of ten, a checkpoint after each. */
@ApplicationScoped
class ProvenTrail {

    static final Duration SOON = Duration.ofSeconds(15);
    static final String PATIENT = "018f0000-0000-7000-8000-00000000000a";

    @Inject
    AppendBatch append;

    @Inject
    SignCheckpoint sign;

    @Inject
    NewestCheckpoints published;

    @Inject
    FreshContext contexts;

    /** Of a clinic that nobody else has; every third entry is about a patient. */
    String of(int batches) {
        String clinic = EntrySamples.newClinic();
        for (int i = 0; i < batches; i++) {
            append(clinic, 10, EntrySamples.FIRST);
            sign(clinic);
        }
        await().atMost(SOON).until(() -> published
                .of(clinic)
                .filter(one -> one.size() == batches * 10L)
                .isPresent());
        return clinic;
    }

    void append(String clinic, int count, Instant since) {
        List<AuditEntry> entries = LongStream.rangeClosed(1, count)
                .mapToObj(i -> entry(clinic, i, since))
                .toList();
        try {
            append.append(entries);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static AuditEntry entry(String clinic, long i, Instant since) {
        return new AuditEntry(
                clinic,
                since.plusMillis(i),
                Ids.next(),
                "key:3fXk9QpL2aZb",
                "booking.cancel",
                "Booking",
                UUID.randomUUID().toString(),
                i % 3 == 0 ? PATIENT : null,
                "refused",
                "slot-taken",
                "203.0.113.7",
                "request-1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                12,
                "booking-service",
                UUID.randomUUID().toString(),
                1);
    }

    TreeAt sign(String clinic) {
        return contexts.run(() -> sign.now(clinic)).await().atMost(SOON).orElseThrow();
    }

    /** Rows as somebody makes them who has no key, of one entry each. */
    static void putInHashes(String clinic, int from, int to) {
        Superuser.execute(
                "insert into audit_batch"
                        + " select ?, n, n, sha256('a'), sha256('b'), now(), sha256('c') from generate_series(?, ?) n",
                clinic,
                from,
                to);
    }

    static JsonPath verify(String clinic) {
        return verify(clinic, Map.of());
    }

    static JsonPath verify(String clinic, Map<String, ?> parameters) {
        return given().auth()
                .oauth2(Tokens.throughDoorIn(clinic, "audit:read"))
                .queryParams(parameters)
                .get("/v1/audit/verify")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static String id(String clinic, long position) {
        return Superuser.query("select id from audit_entry where clinic = ? and position = ?", clinic, position)
                .getFirst()
                .toString();
    }
}
