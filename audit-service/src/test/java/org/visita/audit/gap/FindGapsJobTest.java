package org.visita.audit.gap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.testing.Tokens;

@QuarkusTest
@TestProfile(FindGapsJobTest.AtOnce.class)
class FindGapsJobTest implements Servers {

    /** What is missing is missed at once. */
    public static final class AtOnce implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("visita.audit-service.lateness", "PT0S");
        }
    }

    @Inject
    AppendBatch batches;

    @Inject
    FindGapsJob job;

    @Inject
    GapGauges gauges;

    @Inject
    MeterRegistry registry;

    private final String clinic = EntrySamples.newClinic();
    private final String process = UUID.randomUUID().toString();

    @Test
    void numbers_that_do_not_come_are_a_gap_and_close_it_when_they_do() throws Exception {
        append(1, 2, 5, 8);
        job.find();

        assertThat(gaps()).containsExactly("3-4", "6-7");
        assertThat(Superuser.query("select after_at from audit_gap where process = ? and first = 3", process))
                .containsExactly(Timestamp.from(EntrySamples.FIRST.plusSeconds(2)));
        assertThat(Superuser.query("select before_at from audit_gap where process = ? and first = 3", process))
                .containsExactly(Timestamp.from(EntrySamples.FIRST.plusSeconds(5)));
        gauges.read();
        assertThat(gauge("visita_audit_missing_entries")).isEqualTo(4);
        assertThat(gauge("visita_audit_gaps")).isEqualTo(2);

        append(3, 4, 6);
        gauges.read();
        assertThat(gauge("visita_audit_missing_entries")).isEqualTo(1);
        assertThat(gauge("visita_audit_gaps")).isEqualTo(1);
        job.find();
        assertThat(gaps()).containsExactly("3-4", "6-7");

        append(7);
        gauges.read();
        assertThat(gauge("visita_audit_gaps")).isZero();
    }

    @Test
    void the_first_number_is_one() throws Exception {
        append(3);
        job.find();

        assertThat(gaps()).containsExactly("1-2");
        assertThat(Superuser.query("select after_at is null from audit_gap where process = ?", process))
                .containsExactly(true);
        append(1, 2);
    }

    @Test
    void numbers_of_a_partition_have_no_gaps() throws Exception {
        AuditEntry entry = EntrySamples.numbered(clinic, "booking.events/" + process, 7);
        batches.append(List.of(entry));
        job.find();

        assertThat(Superuser.query("select audit_seen(?, ?) is null", entry.emitter(), entry.process()))
                .containsExactly(true);
    }

    /** Whatever somebody puts in as missing, or as seen: what is missing is found and told all the same. */
    @Test
    void rows_with_numbers_that_no_process_gives_end_nothing() throws Exception {
        assertThatThrownBy(() -> putInGap(5, 1)).hasMessageContaining("audit_gap_numbers");
        Superuser.execute("alter table audit_gap drop constraint audit_gap_numbers");
        try {
            putInGap(5, 1);
            putInGap(7, Long.MAX_VALUE);
            putInGap(-3, 4);
            putInSeen("{}");
            putInSeen("{[-5,0)}");
            putInSeen("{[3,)}");
            putInSeen("{[9223372036854775806,9223372036854775807)}");

            append(1, 3);
            assertThat(gaps()).containsExactly("2-2");
            gauges.read();
            assertThat(gauge("visita_audit_gaps")).isEqualTo(1);
            assertThat(Superuser.query("select 1 from audit_gap where process like 'put-in-%' and emitter = 'seen'"))
                    .isEmpty();
            await().untilAsserted(() -> read("/v1/audit/verify").body("gaps", equalTo(1)));
            read("/v1/audit").body("gaps.process", hasItem(process));
        } finally {
            append(2);
            Superuser.execute("delete from audit_gap where process like 'put-in-%'");
            Superuser.execute("delete from audit_emitter where process like 'put-in-%'");
            Superuser.execute("alter table audit_gap add constraint audit_gap_numbers"
                    + " check (first >= 1 and last between first and 9007199254740992)");
        }
    }

    private static void putInGap(long first, long last) {
        Superuser.execute(
                "insert into audit_gap values ('gap', ?, ?, ?, null, now(), now())",
                "put-in-" + UUID.randomUUID(),
                first,
                last);
    }

    private static void putInSeen(String seen) {
        Superuser.execute(
                "insert into audit_emitter values ('seen', ?, ?::int8multirange, now(), now())",
                "put-in-" + UUID.randomUUID(),
                seen);
    }

    private ValidatableResponse read(String path) {
        return given().auth()
                .oauth2(Tokens.throughDoorIn(clinic, "audit:read"))
                .get(path)
                .then()
                .statusCode(200);
    }

    private void append(long... numbers) throws Exception {
        batches.append(LongStream.of(numbers)
                .mapToObj(number -> EntrySamples.numbered(clinic, process, number))
                .toList());
    }

    private List<Object> gaps() {
        // The scheduler may be at it at this very moment.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            job.find();
            assertThat(Superuser.query("select 1 from audit_gap where process = ?", process))
                    .isNotEmpty();
        });
        return Superuser.query("select first || '-' || last from audit_gap where process = ? order by first", process);
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
