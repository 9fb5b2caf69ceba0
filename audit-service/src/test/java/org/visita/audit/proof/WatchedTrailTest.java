package org.visita.audit.proof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.visita.audit.OneReplica;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.testing.Tokens;

/** What the service notices by itself, and what it puts right again. */
@QuarkusTest
class WatchedTrailTest implements Servers {

    @Inject
    ProvenTrail trails;

    @Inject
    VerifyTrail verify;

    @Inject
    VerifyAllJob all;

    @Inject
    BrokenChains broken;

    @Inject
    NewestCheckpoints published;

    @Inject
    OneReplica replica;

    @Inject
    AgroalDataSource database;

    private void verifyInTheBackground(String clinic) {
        await().atMost(ProvenTrail.SOON).until(published::isCurrent);
        VerifyRound round = new VerifyRound(verify, List.of(clinic));
        while (round.goOn(1_000)) {
            // as the job does, some at a time
        }
    }

    private void verifyFrom(String clinic, long from, long to) {
        await().atMost(ProvenTrail.SOON).until(() -> ProvenTrail.verify(clinic, Map.of("from", from, "to", to))
                .getBoolean("published"));
    }

    private static void onlyFound(String clinic, String kind, Integer position) {
        assertThat(ProvenTrail.verify(clinic).<Map<String, Object>>getList("findings"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.get("kind")).isEqualTo(kind);
                    assertThat(finding.get("position")).isEqualTo(position);
                });
    }

    private static void setActor(String clinic, String actor) {
        Superuser.execute("update audit_entry set actor = ? where clinic = ? and position = 14", actor, clinic);
    }

    @Test
    void an_alert_ends_when_the_position_is_right_again() {
        String clinic = trails.of(3);
        setActor(clinic, "key:other");
        ProvenTrail.verify(clinic);
        assertThat(broken.isBroken(clinic)).isTrue();

        setActor(clinic, "key:3fXk9QpL2aZb");
        verifyFrom(clinic, 15, 30);
        assertThat(broken.isBroken(clinic)).isTrue();
        verifyFrom(clinic, 12, 15);
        assertThat(broken.isBroken(clinic)).isFalse();
    }

    @Test
    void nobody_has_to_ask() {
        String clinic = trails.of(3);
        verifyInTheBackground(clinic);
        assertThat(broken.isBroken(clinic)).isFalse();

        setActor(clinic, "key:other");
        verifyInTheBackground(clinic);
        assertThat(broken.isBroken(clinic)).isTrue();

        setActor(clinic, "key:3fXk9QpL2aZb");
        verifyInTheBackground(clinic);
        assertThat(broken.isBroken(clinic)).isFalse();
    }

    @Test
    void a_chain_that_cannot_be_verified_alerts() {
        String clinic = trails.of(1);
        Superuser.execute("alter table audit_tree rename root to other");
        try {
            verifyInTheBackground(clinic);
        } finally {
            Superuser.execute("alter table audit_tree rename other to root");
        }
        assertThat(broken.isBroken(clinic)).isTrue();

        verifyInTheBackground(clinic);
        assertThat(broken.isBroken(clinic)).isFalse();
    }

    @Test
    void what_is_found_is_told_before_the_end_of_a_long_chain() {
        String clinic = trails.of(1);
        trails.append(clinic, 2_600, EntrySamples.FIRST);
        trails.append(clinic, 2_600, EntrySamples.FIRST);
        trails.append(clinic, 2_600, EntrySamples.FIRST);
        setActor(clinic, "key:other");
        await().atMost(ProvenTrail.SOON).until(published::isCurrent);

        VerifyRound round = new VerifyRound(verify, List.of(clinic));
        assertThat(round.goOn(101)).isTrue();
        assertThat(broken.isBroken(clinic)).isTrue();
    }

    @Test
    void hashes_put_in_far_behind_do_not_keep_it_busy() {
        String clinic = trails.of(1);
        Superuser.execute("""
                insert into audit_batch select ?, 9000000000000000 + n, 9000000000000000 + n, sha256('a'), sha256('b'),
                    now(), sha256('c') from generate_series(1, 20) n""", clinic);
        verifyInTheBackground(clinic);
        assertThat(broken.isBroken(clinic)).isTrue();
    }

    @Test
    void looks_at_the_chain_of_nobody_and_at_those_that_are_gone() throws SQLException {
        String gone = trails.of(1);
        Superuser.execute("delete from audit_batch where clinic = ?", gone);
        trails.append("", 1, EntrySamples.FIRST);

        try (Connection connection = database.getConnection()) {
            assertThat(all.clinics(connection)).contains("", gone);
        }
    }

    @Test
    void is_done_by_one_replica_at_a_time() throws SQLException {
        try (OneReplica.Held held = replica.hold("test").orElseThrow()) {
            assertThat(held.isHeld()).isTrue();
            assertThat(replica.hold("test")).isEmpty();
        }
        replica.hold("test").orElseThrow().close();
    }

    /** Twenty that are signed; the five that came after them are taken away. */
    private String withoutItsNewest() {
        String clinic = trails.of(2);
        trails.append(clinic, 5, Instant.now());
        Superuser.execute("delete from audit_entry where clinic = ? and position > 20", clinic);
        Superuser.execute("delete from audit_batch where clinic = ? and first_position > 20", clinic);
        return clinic;
    }

    @Test
    void an_end_that_nobody_has_signed_yet_is_missed_by_who_appended_it() {
        String clinic = withoutItsNewest();
        onlyFound(clinic, "cut-off", 20);
    }

    @Test
    void others_in_the_place_of_an_end_that_nobody_has_signed_yet_are_found() {
        String clinic = withoutItsNewest();
        trails.append(clinic, 5, Instant.now());
        onlyFound(clinic, "cut-off", 25);

        trails.append(clinic, 5, Instant.now());
        assertThat(trails.sign(clinic).checkpoint().size()).isEqualTo(20);
        onlyFound(clinic, "cut-off", 25);
    }

    @Test
    void fewer_in_the_place_of_an_end_that_nobody_has_signed_yet_are_not_signed() {
        String clinic = withoutItsNewest();
        trails.append(clinic, 3, Instant.now());
        assertThat(trails.sign(clinic).checkpoint().size()).isEqualTo(20);
        onlyFound(clinic, "cut-off", 23);
    }

    private String withTree() {
        String clinic = trails.of(1);
        trails.append(clinic, 1_090, EntrySamples.FIRST);
        trails.sign(clinic);
        return clinic;
    }

    @Test
    void a_root_that_was_altered_is_found_and_made_anew_for_the_next_proof() {
        String clinic = withTree();
        assertThat(Superuser.execute("update audit_tree set root = sha256('x') where clinic = ?", clinic))
                .isEqualTo(1);
        onlyFound(clinic, "tree", 1_024);

        given().auth()
                .oauth2(Tokens.throughDoorIn(clinic, "audit:read"))
                .get("/v1/audit/{id}/proof", ProvenTrail.id(clinic, 1_100))
                .then()
                .statusCode(200);

        assertThat(ProvenTrail.verify(clinic).getList("findings")).isEmpty();
    }

    @Test
    void a_root_that_was_removed_is_found_and_made_anew_in_the_background() {
        String clinic = withTree();
        Superuser.execute("delete from audit_tree where clinic = ?", clinic);
        onlyFound(clinic, "tree", 1_024);

        verifyInTheBackground(clinic);

        assertThat(ProvenTrail.verify(clinic).getList("findings")).isEmpty();
    }

    @Test
    void rows_about_a_clinic_that_somebody_put_in_are_found() {
        String clinic = trails.of(1);
        Superuser.execute("insert into audit_retention values (?, now(), 12, 'user:x', sha256('x'))", clinic);
        onlyFound(clinic, "retention", null);
        Superuser.execute("delete from audit_retention where clinic = ?", clinic);
        Superuser.execute("insert into audit_erased values (?, sha256('x'), now(), sha256('x'))", clinic);
        onlyFound(clinic, "erasure", null);
        Superuser.execute("delete from audit_erased where clinic = ?", clinic);

        verifyFrom(clinic, 1, 10);
        assertThat(broken.isBroken(clinic)).isFalse();
    }
}
