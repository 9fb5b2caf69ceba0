package org.visita.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.entry.Trail;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.testing.Tokens;
import org.visita.proof.ExportVerifier;
import org.visita.proof.PublicKeys;
import org.visita.proof.Verdict;

@QuarkusTest
class ExportTest implements Servers {

    private static final String EXPORT = "/v1/audit/export";

    /** More than a chunk, a database's buffer and what the network holds together. */
    private static final int MANY = 200_000;

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    AppendBatch batches;

    @Inject
    MeterRegistry registry;

    private final String clinic = EntrySamples.newClinic();
    private final String patient = UUID.randomUUID().toString();

    @Test
    void csv_has_a_line_for_each_entry_oldest_first() throws Exception {
        AuditEntry one = EntrySamples.about(clinic, patient);
        AuditEntry other = EntrySamples.of(clinic);
        batches.append(List.of(other, one));

        for (RequestSpecification asked : List.of(reader().queryParam("format", "csv"), reader().accept("text/csv"))) {
            String file = asked.get(EXPORT)
                    .then()
                    .statusCode(200)
                    .contentType(startsWith("text/csv"))
                    .header("Content-Disposition", equalTo("attachment; filename=\"audit.csv\""))
                    .extract()
                    .asString();
            List<String> lines = file.lines().toList();
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0)).startsWith("position,id,");
            assertThat(lines.get(1)).contains(one.id().toString(), patient);
            assertThat(lines.get(2)).contains(other.id().toString());
        }
    }

    @Test
    void what_is_filtered_says_so_and_keeps_what_the_filter_names() throws Exception {
        AuditEntry about = EntrySamples.about(clinic, patient);
        batches.append(List.of(about, EntrySamples.of(clinic)));

        List<String> lines = reader().queryParam("patient", patient)
                .get(EXPORT)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/x-ndjson"))
                .extract()
                .asString()
                .lines()
                .toList();

        assertThat(lines).hasSize(3);
        JsonPath header = JsonPath.from(lines.get(0));
        assertThat(header.getString("export")).isEqualTo("visita-audit/1");
        assertThat(header.getBoolean("filtered")).isTrue();
        JsonPath entry = JsonPath.from(lines.get(1));
        assertThat(entry.getString("entry.id")).isEqualTo(about.id().toString());
        assertThat(entry.getString("open.details.patientId")).isEqualTo(patient);
        assertThat(entry.getString("hash")).hasSize(64);
        assertThat(JsonPath.from(lines.get(2)).getInt("end.entries")).isEqualTo(1);
    }

    @Test
    void the_chain_is_verified_by_whoever_has_the_public_key() throws Exception {
        // More than a chunk, in several batches, with a checkpoint that is not at a chunk's end.
        append(1_234);
        reader().get(EXPORT).then().statusCode(200);
        append(900);
        batches.append(List.of(EntrySamples.about(clinic, patient)));

        byte[] file = reader().get(EXPORT).then().statusCode(200).extract().asByteArray();
        PublicKeys keys = PublicKeys.parse(reader().get("/v1/audit/keys").asString());
        Verdict verdict = new ExportVerifier(keys, null, lines -> {}).verify(new ByteArrayInputStream(file));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.entries()).isEqualTo(2_135);
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        assertThat(JsonPath.from(lines.getFirst()).getBoolean("filtered")).isFalse();
        assertThat(JsonPath.from(lines.getLast()).getInt("end.checkpoints")).isEqualTo(2);
        assertThat(lines).anyMatch(line -> line.contains("\"patientId\":\"" + patient + "\""));
    }

    private void append(int entries) throws Exception {
        batches.append(IntStream.range(0, entries)
                .mapToObj(entry -> EntrySamples.of(clinic))
                .toList());
    }

    @Test
    void nobody_is_known_by_an_id_and_the_file_is_whole_and_empty() {
        List<String> csv = reader().queryParams(Map.of("patient", patient, "format", "csv"))
                .get(EXPORT)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(csv).hasSize(1);
        List<String> chain = reader().get(EXPORT)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(chain).hasSize(2);
        assertThat(JsonPath.from(chain.getLast()).getInt("end.entries")).isZero();
    }

    @Test
    void what_is_not_understood_is_refused_before_anything_is_sent() {
        reader().queryParam("format", "xls")
                .get(EXPORT)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("?format"));
        reader().queryParam("nonsense", "1").get(EXPORT).then().statusCode(400);
        reader().queryParam("from", "yesterday").get(EXPORT).then().statusCode(400);
        reader().accept("image/png").get(EXPORT).then().statusCode(406).body("code", equalTo("not-acceptable"));
    }

    @Test
    void another_clinic_has_none_of_it() throws Exception {
        batches.append(List.of(EntrySamples.of(clinic)));
        String file = RestAssured.given()
                .auth()
                .oauth2(Tokens.throughDoorIn(EntrySamples.newClinic(), "audit:read"))
                .queryParam("format", "csv")
                .get(EXPORT)
                .asString();
        assertThat(file.lines()).hasSize(1);
    }

    @Test
    void a_large_trail_comes_as_fast_as_it_is_read_and_no_faster() throws Exception {
        fill();

        HttpResponse<InputStream> answer = open("format=csv");
        assertThat(answer.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.lines().count()).isEqualTo(MANY + 1);
        }

        HttpResponse<InputStream> filtered = open("format=ndjson&actor=key:3fXk9QpL2aZb");
        String last = null;
        long read = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(filtered.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                read++;
            }
        }
        assertThat(read).isEqualTo(MANY + 2);
        assertThat(JsonPath.from(last).getInt("end.entries")).isEqualTo(MANY);

        // Whoever reads nothing holds up the export, which holds only what it has made already.
        double before = made();
        try (Socket slow = ask("format=csv")) {
            assertThat(slow.getInputStream().read()).isEqualTo('H');
            await().atMost(SOON).until(() -> running() == 1);
            assertThat(settled() - before).isLessThan(100.0 * MANY);
        }
        // And whoever leaves ends it.
        await().atMost(SOON).until(() -> running() == 0);
    }

    @Test
    void what_breaks_off_in_the_middle_does_not_look_whole() throws Exception {
        fill();
        HttpResponse<InputStream> answer = open("format=csv");
        try (InputStream body = answer.body()) {
            assertThat(body.read()).isPositive();
            Superuser.execute("alter table audit_entry rename to audit_entry_away");
            try {
                assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            } finally {
                Superuser.execute("alter table audit_entry_away rename to audit_entry");
            }
        }
        await().atMost(SOON).until(() -> running() == 0);
    }

    private void fill() throws Exception {
        for (int batch = 0; batch < MANY / 20_000; batch++) {
            append(20_000);
        }
    }

    /** What has been made for exports, when no more is. */
    private double settled() {
        double[] before = {-1};
        await().atMost(SOON).pollInterval(Duration.ofMillis(500)).until(() -> {
            double now = made();
            boolean still = now == before[0];
            before[0] = now;
            return still;
        });
        return before[0];
    }

    private double made() {
        return registry.get("visita_audit_exported_bytes").counter().count();
    }

    private double running() {
        return registry.get("visita_audit_exports").gauge().value();
    }

    private HttpResponse<InputStream> open(String query) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + RestAssured.port + EXPORT + "?" + query))
                                .header("Authorization", "Bearer " + Tokens.throughDoorIn(clinic, "audit:read"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    private Socket ask(String query) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream()
                .write(("GET " + EXPORT + "?" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + Tokens.throughDoorIn(clinic, "audit:read") + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private RequestSpecification reader() {
        return Trail.readerOf(clinic);
    }
}
