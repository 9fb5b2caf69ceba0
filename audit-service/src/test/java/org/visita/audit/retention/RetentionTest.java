package org.visita.audit.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.EntrySamples;
import org.visita.audit.proof.SignCheckpoint;
import org.visita.kit.context.FreshContext;
import org.visita.kit.testing.Tokens;

@QuarkusTest
class RetentionTest implements Servers {

    @Inject
    AppendBatch batches;

    @Inject
    ExpireJob job;

    @Inject
    Expiries expiries;

    @Inject
    SignCheckpoint sign;

    @Inject
    FreshContext contexts;

    @Inject
    AgroalDataSource database;

    @Inject
    ChainMacs macs;

    private final String clinic = EntrySamples.newClinic();

    @Test
    void is_seven_years_until_the_clinic_says_otherwise() {
        as("audit:read").get("/v1/audit/retention").then().statusCode(200).body("months", equalTo(84));

        set(24).statusCode(200).body("months", equalTo(24));

        as("audit:read").get("/v1/audit/retention").then().body("months", equalTo(24));
        given().auth()
                .oauth2(Tokens.in(EntrySamples.newClinic(), "audit:read"))
                .get("/v1/audit/retention")
                .then()
                .body("months", equalTo(84));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 1201})
    void refuses_what_is_no_retention(int months) {
        set(months).statusCode(400).body("errors[0].pointer", equalTo("/months"));
    }

    @Test
    void lets_go_what_is_too_old_up_to_a_checkpoint_and_keeps_the_rest() throws Exception {
        appendAndSign(10);
        appendAndSign(10);
        appendAndSign(10);
        grow(20, 13);
        set(12).statusCode(200);

        expire();

        // The entries of the requests themselves come after these.
        assertThat(positions()).startsWith(21L, 22L).contains(30L);
        assertThat(column("through from audit_expiry")).containsExactly(20L);
        // The hashes of the last one that went stay: the chain goes on from it.
        assertThat(column("first_position from audit_batch")).startsWith(11L, 21L);
        assertThat(column("size from audit_checkpoint")).startsWith(20L, 30L);
    }

    @Test
    void the_owner_lets_nothing_go_whose_time_is_not_over() throws Exception {
        appendAndSign(10);
        appendAndSign(10);
        grow(10, 96);

        assertThatThrownBy(() -> ask(20)).hasMessageContaining("the time of these entries is not over");
        assertThatThrownBy(() -> ask(5)).hasMessageContaining("no checkpoint has this size");
        assertThat(positions()).hasSize(20);
        ask(10);
        assertThat(positions()).hasSize(10);
    }

    @Test
    void a_chain_that_is_all_too_old_can_still_go_on() throws Exception {
        appendAndSign(5);
        grow(5, 96);

        expire();
        append(3);

        assertThat(positions()).containsExactly(6L, 7L, 8L);
        assertThat(Superuser.query("""
                select n.previous_hash = substring(b.hashes from length(b.hashes) - 31)
                from audit_batch b join audit_batch n on n.clinic = b.clinic and n.first_position = b.last_position + 1
                where b.clinic = ?""", clinic)).containsExactly(true);
    }

    /** Its checkpoint says so, by a clock that is behind that of the database. */
    @Test
    void what_is_not_old_enough_yet_is_no_reason_to_look_at_it() throws Exception {
        appendAndSign(10);
        Instant cutoff = OlderTrail.ago(84);
        new OlderTrail(macs, clinic).grow(10, cutoff.plusSeconds(120), cutoff.minusSeconds(60));

        try (Connection connection = database.getConnection()) {
            assertThat(expiries.expire(connection, clinic)).isZero();
        }
    }

    /** Whoever reads goes to the trail first, and to its months then. */
    @Test
    void a_month_is_dropped_without_ending_those_who_read() throws Exception {
        Superuser.query("select audit_make_month('2020-03-15')");
        String waiting = "select 1 from pg_stat_activity where query like '%audit_drop_empty_months%'"
                + " and wait_event_type = 'Lock'";
        try (ExecutorService owner = Executors.newSingleThreadExecutor();
                Connection reader = Superuser.connect();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("lock table only audit_entry in access share mode");
            Future<?> dropping = owner.submit(() -> {
                try (Connection connection = database.getConnection()) {
                    expiries.dropEmptyMonths(connection);
                }
                return null;
            });
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> !Superuser.query(waiting).isEmpty());
            reading.execute("select count(*) from audit_entry_2020_03");
            reader.commit();
            dropping.get();
        }

        assertThat(Superuser.query("select to_regclass('audit_entry_2020_03')::text"))
                .containsExactly((Object) null);
    }

    /** All rows say so, and the owner believes them; but they have not our codes. */
    @Test
    void what_a_superuser_makes_look_old_stays() throws Exception {
        appendAndSign(10);
        for (String column :
                List.of("audit_entry set recorded_at", "audit_batch set recorded_at", "audit_checkpoint set at")) {
            Superuser.execute("update " + column + " = now() - interval '9 years' where clinic = ?", clinic);
        }

        expire();

        assertThat(positions()).hasSize(10);
        assertThat(column("through from audit_expiry")).isEmpty();
    }

    /** What is old, but is not what was recorded, stays for somebody to look at. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_batch set mac = sha256('x') where clinic = ?",
                "update audit_batch set recorded_at = '-infinity' where clinic = ?",
                "update audit_batch set hashes = substring(hashes for 288) || sha256('x') where clinic = ?",
                "update audit_checkpoint set at = at - interval '1 day' where clinic = ?",
                "update audit_checkpoint set head = sha256('x') where clinic = ?",
            })
    void what_was_altered_stays(String altering) throws Exception {
        appendAndSign(10);
        grow(10, 96);
        Superuser.execute(altering, clinic);

        expire();

        assertThat(positions()).hasSize(10);
        assertThat(column("through from audit_expiry")).isEmpty();
    }

    @Test
    void a_retention_that_the_clinic_did_not_set_does_not_count() throws Exception {
        appendAndSign(10);
        grow(10, 13);
        Superuser.execute("insert into audit_retention values (?, now(), 12, 'key:x', sha256('x'))", clinic);

        expire();

        assertThat(positions()).hasSize(10);
        as("audit:read").get("/v1/audit/retention").then().body("months", equalTo(84));
        set(12).statusCode(200);
        expire();
        assertThat(positions()).doesNotContain(10L);
    }

    /** The topics of changes are kept for longer, and are read from the beginning if the offsets are lost. */
    @Test
    void a_change_that_was_let_go_does_not_come_back_when_its_topic_is_read_anew() throws Exception {
        AuditEntry old = EntrySamples.change(clinic, monthsAgo(96));
        AuditEntry young = EntrySamples.change(clinic, monthsAgo(72));
        batches.append(List.of(old));
        sign();
        grow(1, 96);
        expire();
        assertThat(positions()).isEmpty();

        batches.append(List.of(old, young));
        batches.append(List.of(young, old));

        assertThat(positions()).containsExactly(2L);
    }

    @Test
    void an_old_change_that_comes_for_the_first_time_is_kept_until_the_clinic_lets_it_go() throws Exception {
        Superuser.execute("insert into audit_expiry values (?, 1, now(), 12, sha256('x'), 'key', sha256('x'))", clinic);

        batches.append(List.of(EntrySamples.change(clinic, monthsAgo(96))));

        assertThat(positions()).as("nobody but us has let anything go").containsExactly(1L);
    }

    private static Instant monthsAgo(int months) {
        return OffsetDateTime.now(ZoneOffset.UTC).minusMonths(months).toInstant();
    }

    private void expire() throws Exception {
        try (Connection connection = database.getConnection()) {
            job.runOn(connection);
        }
    }

    private void append(int entries) throws Exception {
        batches.append(
                Stream.generate(() -> EntrySamples.of(clinic)).limit(entries).toList());
    }

    /** As if the first entries had been recorded and signed so long ago. */
    private void grow(long through, int months) throws Exception {
        new OlderTrail(macs, clinic).grow(through, months);
    }

    private void appendAndSign(int entries) throws Exception {
        append(entries);
        sign();
    }

    private void sign() {
        contexts.run(() -> sign.now(clinic)).await().atMost(Duration.ofSeconds(10));
    }

    /** As the service itself does, and whoever has its password. */
    private void ask(long through) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement call =
                        connection.prepareStatement("select audit_expire(?, ?, now(), 84, '', '', '')")) {
            call.setString(1, clinic);
            call.setLong(2, through);
            call.execute();
        }
    }

    private List<Object> column(String what) {
        return Superuser.query("select " + what + " where clinic = ? order by 1", clinic);
    }

    private List<Object> positions() {
        return Superuser.query("select position from audit_entry where clinic = ? order by position", clinic);
    }

    private ValidatableResponse set(int months) {
        return as("audit:write")
                .contentType("application/json")
                .body(Map.of("months", months))
                .put("/v1/audit/retention")
                .then();
    }

    private RequestSpecification as(String scope) {
        return given().auth().oauth2(Tokens.in(clinic, scope));
    }
}
