package org.visita.audit.proof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.testing.Tokens;
import org.visita.proof.Checkpoint;
import org.visita.proof.EntryProof;
import org.visita.proof.ExportVerifier;
import org.visita.proof.MerkleProofs;
import org.visita.proof.PublicKeys;
import org.visita.proof.Verdict;

/** What an outsider gets, and checks with nothing but the public keys. */
@QuarkusTest
class ProofTest implements Servers {

    @Inject
    ProvenTrail trails;

    private static ValidatableResponse get(String clinic, String path) {
        return given().auth()
                .oauth2(Tokens.throughDoorIn(clinic, "audit:read"))
                .get("/v1/audit" + path)
                .then();
    }

    private static String text(String clinic, String path) {
        return get(clinic, path).statusCode(200).extract().asString();
    }

    private static PublicKeys keys(String clinic) {
        return PublicKeys.parse(text(clinic, "/keys"));
    }

    @Test
    void every_entry_can_be_proved() {
        String clinic = trails.of(3);
        for (long position = 1; position <= 30; position++) {
            String id = ProvenTrail.id(clinic, position);
            EntryProof proof = EntryProof.parse(text(clinic, "/" + id + "/proof"));
            assertThat(proof.verify(keys(clinic))).isEmpty();
            assertThat(proof.id()).isEqualTo(id);
            assertThat(proof.position()).isEqualTo(position);
        }
    }

    @Test
    void an_entry_that_has_just_come_is_signed_to_be_proved() {
        String clinic = trails.of(1);
        trails.append(clinic, 5, EntrySamples.FIRST);

        EntryProof proof = EntryProof.parse(text(clinic, "/" + ProvenTrail.id(clinic, 14) + "/proof"));

        assertThat(proof.verify(keys(clinic))).isEmpty();
        assertThat(proof.size()).isEqualTo(15);
    }

    @Test
    void entries_of_many_blocks_can_be_proved() {
        String clinic = EntrySamples.newClinic();
        trails.append(clinic, 2_500, EntrySamples.FIRST);
        trails.sign(clinic);
        trails.append(clinic, 1_000, EntrySamples.FIRST);
        trails.sign(clinic);

        for (long position : new long[] {1, 1024, 1025, 2048, 2049, 2500, 2501, 3072, 3073, 3500}) {
            EntryProof proof = EntryProof.parse(text(clinic, "/" + ProvenTrail.id(clinic, position) + "/proof"));
            assertThat(proof.verify(keys(clinic))).isEmpty();
        }
        assertConsistent(clinic, 2500, 3500);
        assertThat(Superuser.query("select block from audit_tree where clinic = ? order by block", clinic))
                .containsExactly(0L, 1L, 2L);
        assertThat(ProvenTrail.verify(clinic).getLong("entries")).isEqualTo(3500);
    }

    @Test
    void no_proof_is_given_that_does_not_hold() {
        String clinic = trails.of(2);
        String id = ProvenTrail.id(clinic, 13);
        Superuser.execute("update audit_entry set actor = 'key:other' where clinic = ? and position = 13", clinic);

        get(clinic, "/" + id + "/proof").statusCode(409).body("code", equalTo("not-provable"));
        get(clinic, "/" + ProvenTrail.id(clinic, 14) + "/proof").statusCode(200);
    }

    @Test
    void no_proof_is_given_by_a_checkpoint_that_is_not_signed() {
        String clinic = trails.of(3);
        Superuser.execute("update audit_checkpoint set signature = sha512('x') where clinic = ? and size = 30", clinic);

        get(clinic, "/" + ProvenTrail.id(clinic, 25) + "/proof").statusCode(409);
        get(clinic, "/consistency?from=20&to=30").statusCode(409).body("code", equalTo("not-provable"));
        EntryProof proof = EntryProof.parse(text(clinic, "/" + ProvenTrail.id(clinic, 15) + "/proof"));
        assertThat(proof.verify(keys(clinic))).isEmpty();
        assertConsistent(clinic, 10, 20);
    }

    @Test
    void hashes_that_were_put_in_are_not_proved_with() {
        String clinic = trails.of(3);
        ProvenTrail.putInHashes(clinic, 24, 26);

        for (long position : new long[] {15, 24, 25, 26, 27}) {
            EntryProof proof = EntryProof.parse(text(clinic, "/" + ProvenTrail.id(clinic, position) + "/proof"));
            assertThat(proof.verify(keys(clinic))).isEmpty();
        }
        assertConsistent(clinic, 20, 30);
    }

    @Test
    void later_checkpoints_go_on_from_earlier_ones() {
        String clinic = trails.of(3);

        assertConsistent(clinic, 10, 20);
        assertConsistent(clinic, 20, 30);
        assertConsistent(clinic, 10, 30);
        assertConsistent(clinic, 30, 30);
        get(clinic, "/consistency?from=11&to=20").statusCode(404);
        get(clinic, "/consistency?from=20&to=10").statusCode(400);
        get(clinic, "/consistency").statusCode(400);
    }

    private static void assertConsistent(String clinic, long from, long to) {
        JsonPath answer = JsonPath.from(text(clinic, "/consistency?from=" + from + "&to=" + to));
        Checkpoint earlier = Checkpoint.parse(text(clinic, "/checkpoints/" + from));
        Checkpoint later = Checkpoint.parse(text(clinic, "/checkpoints/" + to));
        assertThat(keys(clinic).signed(earlier)).isTrue();
        assertThat(keys(clinic).signed(later)).isTrue();
        List<byte[]> proof = answer.<String>getList("proof").stream()
                .map(HexFormat.of()::parseHex)
                .toList();
        assertThat(MerkleProofs.consistent(from, earlier.root(), to, later.root(), proof))
                .isTrue();
    }

    @Test
    void checkpoints_are_listed_newest_first() {
        String clinic = trails.of(3);

        JsonPath first = JsonPath.from(text(clinic, "/checkpoints?limit=2"));
        assertThat(first.<Integer>getList("items.size")).containsExactly(30, 20);
        JsonPath second = JsonPath.from(text(clinic, "/checkpoints?limit=2&cursor=" + first.getString("next")));
        assertThat(second.<Integer>getList("items.size")).containsExactly(10);
        assertThat(second.getString("next")).isNull();
        assertThat(second.<Integer>getList("items.previous")).containsExactly(0);
        get(clinic, "/checkpoints/15").statusCode(404);
        get(clinic, "/checkpoints/x").statusCode(404);
        get(EntrySamples.newClinic(), "/checkpoints/10").statusCode(404);
    }

    @Test
    void an_empty_trail_is_valid() {
        JsonPath answer = ProvenTrail.verify(EntrySamples.newClinic());
        assertThat(answer.getBoolean("valid")).isTrue();
        assertThat(answer.getLong("entries")).isZero();
    }

    @Test
    void a_trail_that_grows_is_always_valid() throws Exception {
        String clinic = trails.of(1);
        CompletableFuture<Void> growing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 40; i++) {
                trails.append(clinic, 25, EntrySamples.FIRST);
                if (i % 5 == 0) {
                    trails.sign(clinic);
                }
            }
        });
        do {
            assertThat(ProvenTrail.verify(clinic).getList("findings")).isEmpty();
        } while (!growing.isDone());
        growing.get(10, TimeUnit.SECONDS);

        JsonPath answer = ProvenTrail.verify(clinic);
        assertThat(answer.getList("findings")).isEmpty();
        assertThat(answer.getLong("entries")).isEqualTo(1010);
    }

    @Test
    void two_that_sign_at_once_leave_one_series_of_checkpoints() throws Exception {
        String clinic = trails.of(1);
        for (int i = 0; i < 5; i++) {
            trails.append(clinic, 10, EntrySamples.FIRST);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> trails.sign(clinic));
            trails.append(clinic, 10, EntrySamples.FIRST);
            trails.sign(clinic);
            other.get(10, TimeUnit.SECONDS);
        }

        assertThat(ProvenTrail.verify(clinic).getList("findings")).isEmpty();
        assertThat(ProvenTrail.verify(clinic).getLong("checkpoint.size")).isEqualTo(110);
    }

    @Test
    void an_export_shows_the_same_to_an_outsider() throws Exception {
        String clinic = trails.of(3);
        trails.append(clinic, 4, EntrySamples.FIRST);

        Verdict untouched = export(clinic);
        assertThat(untouched.findings()).isEmpty();
        assertThat(untouched.entries()).isEqualTo(34);
        assertThat(untouched.checkpoint().size()).isEqualTo(34);

        for (Map.Entry<String, String> one : Map.of(
                        "update audit_entry set actor = 'key:other' where clinic = ? and position = 13", "changed",
                        "update audit_entry set position = 27 where clinic = ? and position = 24", "moved",
                        "delete from audit_entry where clinic = ? and position = 5", "removed",
                        "delete from audit_checkpoint where clinic = ? and size = 20", "checkpoint",
                        "update audit_checkpoint set at = now() where clinic = ? and size = 30", "checkpoint")
                .entrySet()) {
            String tampered = trails.of(3);
            Superuser.execute(one.getKey(), tampered);
            assertThat(export(tampered).findings())
                    .as(one.getKey())
                    .anySatisfy(finding -> assertThat(finding.kind().code()).isEqualTo(one.getValue()));
        }
    }

    @Test
    void an_export_stays_valid_after_an_erasure() throws Exception {
        String clinic = trails.of(2);
        given().auth()
                .oauth2(Tokens.throughDoorIn(clinic, "audit:write"))
                .header("Idempotency-Key", "an-erasure")
                .contentType("application/json")
                .body(Map.of("patientId", ProvenTrail.PATIENT))
                .post("/v1/audit/erasures")
                .then()
                .statusCode(200);

        assertThat(export(clinic).findings()).isEmpty();
        assertThat(ProvenTrail.verify(clinic).getList("findings")).isEmpty();
    }

    private static Verdict export(String clinic) throws Exception {
        byte[] file = given().auth()
                .oauth2(Tokens.throughDoorIn(clinic, "audit:read"))
                .get("/v1/audit/export?format=ndjson")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        try (InputStream in = new ByteArrayInputStream(file)) {
            return new ExportVerifier(keys(clinic), null, read -> {}).verify(in);
        }
    }
}
