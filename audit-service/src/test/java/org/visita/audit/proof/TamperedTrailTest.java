package org.visita.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;
import org.visita.proof.Expiry;

/** A superuser does to the trail whatever comes to mind. It is found, and named. */
@QuarkusTest
class TamperedTrailTest implements Servers {

    private static final Instant MONTH_OF_ITS_OWN = Instant.parse("2024-05-05T10:00:00Z");

    @Inject
    ProvenTrail trails;

    @Inject
    ChainMacs macs;

    @Inject
    CheckpointSignatures signatures;

    private static void found(String clinic, String kind, Integer position, String id) {
        JsonPath answer = ProvenTrail.verify(clinic);
        List<Map<String, Object>> findings = answer.getList("findings");
        assertThat(answer.getBoolean("valid")).as("findings %s", findings).isFalse();
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.get("kind")).isEqualTo(kind);
            assertThat(finding.get("position")).isEqualTo(position);
            assertThat(finding.get("id")).isEqualTo(id);
        });
    }

    private static void foundOnly(String clinic, String kind, Integer position, String id) {
        found(clinic, kind, position, id);
        assertThat(ProvenTrail.verify(clinic).getList("findings")).hasSize(1);
    }

    private static void valid(String clinic, long entries) {
        JsonPath answer = ProvenTrail.verify(clinic);
        assertThat(answer.getList("findings")).isEmpty();
        assertThat(answer.getBoolean("valid")).isTrue();
        assertThat(answer.getLong("entries")).isEqualTo(entries);
        assertThat(answer.<Object>get("next")).isNull();
    }

    @Test
    void what_nobody_touched_is_valid() {
        valid(trails.of(3), 30);
    }

    static Stream<String> columns() {
        return Stream.of(
                "actor = 'key:other'",
                "actor = null",
                "action = 'booking.read'",
                "resource_type = 'Patient'",
                "resource_id = null",
                "person = gen_random_uuid()",
                "person = null",
                "sealed = sha256('x')",
                "sealed = null",
                "outcome = 'succeeded'",
                "code = null",
                "address = '203.0.113.8'",
                "request_id = 'request-2'",
                "trace_id = null",
                "duration_millis = 13",
                "emitter = 'gateway'",
                "process = 'other'",
                "sequence = 2",
                "sequence = 9007199254740993",
                "duration_millis = -9223372036854775808",
                "recorded_at = 'infinity'",
                "occurred_at = occurred_at + interval '1 microsecond'",
                "recorded_at = recorded_at - interval '1 microsecond'");
    }

    @ParameterizedTest
    @MethodSource("columns")
    void a_changed_column_is_found(String change) {
        String clinic = trails.of(2);
        String id = ProvenTrail.id(clinic, 13);

        assertThat(Superuser.execute(
                        "update audit_entry set " + change + " where clinic = ? and position = 13", clinic))
                .isEqualTo(1);

        foundOnly(clinic, "changed", 13, id);
    }

    static Stream<String> hashColumns() {
        return Stream.of(
                "recorded_at = 'infinity'",
                "recorded_at = '-infinity'",
                "mac = ''",
                "hashes = hashes || sha256('x'), last_position = last_position + 1");
    }

    @ParameterizedTest
    @MethodSource("hashColumns")
    void a_changed_column_of_hashes_is_found(String change) {
        String clinic = trails.of(2);
        Superuser.execute("update audit_batch set " + change + " where clinic = ? and first_position = 1", clinic);
        found(clinic, "batch", 1, null);
    }

    @Test
    void a_checkpoint_in_the_way_of_the_next_one_ends_signing_and_no_thread() {
        String clinic = trails.of(2);
        Superuser.execute(
                "insert into audit_checkpoint (clinic, size, previous, root, head, frontier, at, key_id, signature)"
                        + " select clinic, 5, 20, root, head, frontier, at, key_id, signature from audit_checkpoint"
                        + " where clinic = ? and size = 20",
                clinic);
        trails.append(clinic, 10, MONTH_OF_ITS_OWN);

        assertThat(trails.sign(clinic).checkpoint().size()).isEqualTo(20);
        found(clinic, "checkpoint", 5, null);
    }

    @Test
    void what_is_added_to_a_checkpoint_is_found() {
        String clinic = trails.of(2);
        Superuser.execute(
                "update audit_checkpoint set frontier = frontier || '\\x00' where clinic = ? and size = 20", clinic);
        found(clinic, "checkpoint", 20, null);
    }

    @Test
    void a_changed_id_is_found() {
        String clinic = trails.of(1);
        Superuser.execute("update audit_entry set id = gen_random_uuid() where clinic = ? and position = 4", clinic);
        foundOnly(clinic, "changed", 4, ProvenTrail.id(clinic, 4));
    }

    @Test
    void a_moved_entry_is_found() {
        String clinic = trails.of(2);
        String id = ProvenTrail.id(clinic, 13);
        Superuser.execute("update audit_entry set position = 17 where clinic = ? and position = 13", clinic);
        foundOnly(clinic, "moved", 13, id);
        Superuser.execute("update audit_entry set position = 99 where clinic = ? and id = ?::uuid", clinic, id);
        foundOnly(clinic, "moved", 13, id);
        Superuser.execute("update audit_entry set position = -1 where clinic = ? and id = ?::uuid", clinic, id);
        foundOnly(clinic, "moved", 13, id);
    }

    @Test
    void swapped_entries_are_found() {
        String clinic = trails.of(2);
        String one = ProvenTrail.id(clinic, 4);
        String other = ProvenTrail.id(clinic, 17);
        Superuser.execute(
                "update audit_entry set position = 21 - position where clinic = ? and position in (4, 17)", clinic);
        found(clinic, "moved", 4, one);
        found(clinic, "moved", 17, other);
        assertThat(ProvenTrail.verify(clinic).getList("findings")).hasSize(2);
    }

    @Test
    void an_entry_that_went_to_another_clinic_is_found_in_both() {
        String clinic = trails.of(2);
        String other = trails.of(2);
        String id = ProvenTrail.id(clinic, 13);
        Superuser.execute("update audit_entry set clinic = ? where clinic = ? and position = 13", other, clinic);
        foundOnly(clinic, "removed", 13, null);
        foundOnly(other, "inserted", 13, id);
    }

    @Test
    void removed_entries_are_found() {
        for (int position : new int[] {1, 10, 11, 30}) {
            String clinic = trails.of(3);
            Superuser.execute("delete from audit_entry where clinic = ? and position = ?", clinic, position);
            foundOnly(clinic, "removed", position, null);
        }
        String clinic = trails.of(3);
        Superuser.execute("delete from audit_entry where clinic = ? and position between 5 and 15", clinic);
        foundOnly(clinic, "removed", 5, null);
    }

    private static String copy(String clinic, long position) {
        Superuser.execute("""
                insert into audit_entry select clinic, ?, occurred_at, recorded_at, gen_random_uuid(), actor, action,
                    resource_type, resource_id, person, sealed, outcome, code, address, request_id, trace_id,
                    duration_millis, emitter, process, sequence
                from audit_entry where clinic = ? and position = 2""", position, clinic);
        return Superuser.query(
                        "select id from audit_entry where clinic = ? and position = ? and resource_id ="
                                + " (select resource_id from audit_entry where clinic = ? and position = 2 limit 1)",
                        clinic,
                        position,
                        clinic)
                .getLast()
                .toString();
    }

    @Test
    void inserted_entries_are_found() {
        for (long position : new long[] {13, 21, 0, 1000}) {
            String clinic = trails.of(2);
            String id = copy(clinic, position);
            foundOnly(clinic, "inserted", (int) position == 0 ? null : (int) position, id);
        }
    }

    @Test
    void an_entry_inserted_with_hashes_of_its_own_is_found() {
        for (long position : new long[] {21, 500}) {
            String clinic = trails.of(2);
            String id = copy(clinic, position);
            Superuser.execute("""
                    insert into audit_batch select clinic, ?, ?, sha256('a'), sha256('b'), now(), sha256('c')
                    from audit_batch where clinic = ? limit 1""", position, position, clinic);
            found(clinic, "batch", (int) position, null);
            found(clinic, "inserted", (int) position, id);
        }
    }

    @Test
    void entries_rewritten_with_all_hashes_are_found() throws Exception {
        String clinic = trails.of(3);
        String first = ProvenTrail.id(clinic, 11);
        Superuser.execute("update audit_entry set actor = 'key:other' where clinic = ? and position = 14", clinic);
        Rewriting.rehash(clinic);
        found(clinic, "batch", 11, null);
        found(clinic, "changed", 11, first);
    }

    static Stream<String> batchColumns() {
        return Stream.of(
                "previous_hash = sha256('x')",
                "hashes = overlay(hashes placing sha256('x') from 65)",
                "recorded_at = recorded_at + interval '1 second'",
                "mac = sha256('x')");
    }

    @ParameterizedTest
    @MethodSource("batchColumns")
    void altered_hashes_are_found(String change) {
        String clinic = trails.of(3);
        Superuser.execute("update audit_batch set " + change + " where clinic = ? and first_position = 11", clinic);
        foundOnly(clinic, "batch", 11, null);
    }

    @Test
    void removed_hashes_are_found() {
        for (int first : new int[] {1, 11, 21}) {
            String clinic = trails.of(3);
            Superuser.execute("delete from audit_batch where clinic = ? and first_position = ?", clinic, first);
            foundOnly(clinic, "batch", first, null);
        }
        String clinic = trails.of(3);
        Superuser.execute("delete from audit_batch where clinic = ?", clinic);
        foundOnly(clinic, "batch", 1, null);
    }

    @Test
    void entries_removed_with_their_hashes_are_found() {
        for (int first : new int[] {11, 21}) {
            String clinic = trails.of(3);
            Superuser.execute("delete from audit_batch where clinic = ? and first_position = ?", clinic, first);
            Superuser.execute(
                    "delete from audit_entry where clinic = ? and position between ? and ?", clinic, first, first + 9);
            found(clinic, "batch", first, null);
            found(clinic, "removed", first, null);
            assertThat(ProvenTrail.verify(clinic).getList("findings")).hasSize(2);
        }
    }

    @Test
    void hashes_put_in_among_ours_hide_none_of_them() {
        for (int batches : new int[] {2, 3}) {
            String clinic = trails.of(batches);
            trails.append(clinic, 30 - 10 * batches, MONTH_OF_ITS_OWN);
            ProvenTrail.putInHashes(clinic, 25, 25);
            foundOnly(clinic, "batch", 25, null);
        }
    }

    @Test
    void hashes_and_checkpoints_put_in_behind_the_end_do_not_move_it() {
        String clinic = trails.of(3);
        ProvenTrail.putInHashes(clinic, 1_000_001, 1_000_025);
        Superuser.execute("""
                insert into audit_checkpoint (clinic, size, previous, root, head, frontier, at, key_id, signature)
                select clinic, 1000000 + n, 1000000 + n, root, head, frontier, at, key_id, signature
                from audit_checkpoint, generate_series(1, 25) n where clinic = ? and size = 30""", clinic);

        JsonPath answer = ProvenTrail.verify(clinic);
        assertThat(answer.getLong("entries")).isEqualTo(30);
        assertThat(answer.<Object>get("next")).isNull();
        assertThat(answer.<String>getList("findings.kind"))
                .hasSize(50)
                .containsOnly("batch", "checkpoint")
                .filteredOn("batch"::equals)
                .hasSize(25);
        assertThat(answer.<Integer>getList("findings.position")).allMatch(position -> position > 1_000_000);

        Superuser.execute("delete from audit_batch where clinic = ? and first_position = 21", clinic);
        found(clinic, "batch", 21, null);
    }

    @Test
    void hashes_that_do_not_say_where_they_end_are_found() {
        String clinic = trails.of(3);
        Superuser.execute("alter table audit_batch alter last_position drop not null");
        try {
            for (int first : new int[] {11, 21}) {
                Superuser.execute(
                        "update audit_batch set last_position = null where clinic = ? and first_position = ?",
                        clinic,
                        first);
                found(clinic, "batch", first, null);
            }
            assertThat(ProvenTrail.verify(clinic).getList("findings")).hasSize(2);
        } finally {
            Superuser.execute("update audit_batch set last_position = first_position + 9 where last_position is null");
            Superuser.execute("alter table audit_batch alter last_position set not null");
        }
        valid(clinic, 30);
    }

    static Stream<String> checkpointColumns() {
        return Stream.of(
                "root = sha256('x')",
                "head = sha256('x')",
                "frontier = sha256('x') || sha256('y')",
                "frontier = sha256('x')",
                "at = at + interval '1 microsecond'",
                "previous = 5",
                "key_id = 'another'",
                "signature = signature || 'x'",
                "signature = sha512('x')");
    }

    @ParameterizedTest
    @MethodSource("checkpointColumns")
    void altered_checkpoints_are_found(String change) {
        String clinic = trails.of(3);
        Superuser.execute("update audit_checkpoint set " + change + " where clinic = ? and size = 20", clinic);
        found(clinic, "checkpoint", 20, null);
        Superuser.execute("update audit_checkpoint set size = 19 where clinic = ? and size = 20", clinic);
        found(clinic, "checkpoint", 19, null);
    }

    @Test
    void removed_checkpoints_are_found() {
        for (int size : new int[] {10, 20, 30}) {
            String clinic = trails.of(3);
            Superuser.execute("delete from audit_checkpoint where clinic = ? and size = ?", clinic, size);
            foundOnly(clinic, "checkpoint", size, null);
        }
    }

    @Test
    void an_end_cut_off_with_all_that_was_signed_of_it_is_found() {
        String clinic = trails.of(3);
        Superuser.execute("delete from audit_entry where clinic = ? and position > 20", clinic);
        Superuser.execute("delete from audit_batch where clinic = ? and first_position > 20", clinic);
        Superuser.execute("delete from audit_checkpoint where clinic = ? and size > 20", clinic);
        foundOnly(clinic, "cut-off", 20, null);

        // What comes then takes the positions of what is gone, and is never signed.
        trails.append(clinic, 15, Instant.now());
        assertThat(trails.sign(clinic).checkpoint().size()).isEqualTo(20);
        assertThat(ProvenTrail.verify(clinic).getBoolean("valid")).isFalse();
    }

    @Test
    void a_whole_trail_that_is_gone_is_found() {
        String clinic = trails.of(2);
        for (String table : List.of("audit_entry", "audit_batch", "audit_checkpoint")) {
            Superuser.execute("delete from " + table + " where clinic = ?", clinic);
        }
        foundOnly(clinic, "cut-off", null, null);
    }

    @Test
    void a_detached_month_is_found() {
        String clinic = trails.of(1);
        trails.append(clinic, 10, MONTH_OF_ITS_OWN);
        trails.sign(clinic);
        valid(clinic, 20);
        Superuser.execute("alter table audit_entry detach partition audit_entry_2024_05");
        try {
            foundOnly(clinic, "removed", 11, null);
        } finally {
            Superuser.execute("alter table audit_entry attach partition audit_entry_2024_05"
                    + " for values from ('2024-05-01 00:00:00+00') to ('2024-06-01 00:00:00+00')");
        }
        valid(clinic, 20);
    }

    @Test
    void a_forged_expiry_is_found() {
        String clinic = trails.of(3);
        Superuser.execute("insert into audit_expiry values (?, 20, now(), 84, sha256('x'), '', '')", clinic);
        foundOnly(clinic, "expiry", 20, null);
        Superuser.execute("delete from audit_entry where clinic = ? and position <= 20", clinic);
        Superuser.execute("delete from audit_batch where clinic = ? and last_position <= 20", clinic);
        Superuser.execute("delete from audit_checkpoint where clinic = ? and size < 20", clinic);
        found(clinic, "expiry", 20, null);
        found(clinic, "removed", 1, null);
    }

    /** With the service's own keys. */
    private void letGo(String clinic, Instant at, String signedFor) {
        Expiry expiry = signatures.expiry(signedFor, 20, at, 84);
        Superuser.execute(
                "insert into audit_expiry values (?, 20, ?::timestamptz, 84, ?, ?, ?)",
                clinic,
                at.toString(),
                macs.ofExpiry(clinic, 20, at, 84),
                expiry.keyId(),
                expiry.signature());
        Superuser.execute("delete from audit_entry where clinic = ? and position <= 20", clinic);
        Superuser.execute("delete from audit_batch where clinic = ? and last_position <= 20", clinic);
        Superuser.execute("delete from audit_checkpoint where clinic = ? and size < 20", clinic);
    }

    private static Instant inYears(int years) {
        return Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofDays(366L * years));
    }

    @Test
    void what_was_let_go_before_its_time_or_without_a_signature_is_found() {
        String clinic = trails.of(3);
        letGo(clinic, inYears(0), clinic);
        foundOnly(clinic, "expiry", 20, null);
        String other = trails.of(3);
        letGo(other, inYears(8), clinic);
        foundOnly(other, "expiry", 20, null);
    }

    @Test
    void a_trail_whose_beginning_was_let_go_is_valid() {
        String clinic = trails.of(3);
        letGo(clinic, inYears(8), clinic);

        valid(clinic, 10);
        String again = ProvenTrail.id(clinic, 25);
        Superuser.execute("update audit_entry set position = 3 where clinic = ? and position = 25", clinic);
        foundOnly(clinic, "moved", 25, again);
    }

    static Stream<String> personRows() {
        return Stream.of(
                "update audit_person set sealed_key = sha256('x') where clinic = ?",
                "update audit_person set ref = sha256('x') where clinic = ?",
                "update audit_person set sealed_key = null, ref = null, erased_at = now() where clinic = ?",
                "update audit_person set mac = '' where clinic = ?",
                "delete from audit_person where clinic = ?");
    }

    @ParameterizedTest
    @MethodSource("personRows")
    void rows_that_say_who_a_person_is_are_looked_at(String change) {
        String clinic = trails.of(2);
        Object person = Superuser.query("select person from audit_entry where clinic = ? and position = 3", clinic)
                .getFirst();
        assertThat(Superuser.execute(change, clinic)).isEqualTo(1);

        foundOnly(clinic, "person", 3, null);
        assertThat(ProvenTrail.verify(clinic).getString("findings[0].detail")).contains(person.toString());
    }

    @Test
    void only_the_asked_part_is_looked_at() {
        String clinic = trails.of(3);
        Superuser.execute("update audit_entry set actor = 'key:other' where clinic = ? and position = 14", clinic);

        assertThat(ProvenTrail.verify(clinic, Map.of("to", 13)).getBoolean("valid"))
                .isTrue();
        assertThat(ProvenTrail.verify(clinic, Map.of("from", 15)).getBoolean("valid"))
                .isTrue();
        JsonPath answer = ProvenTrail.verify(clinic, Map.of("from", 14, "to", 14));
        assertThat(answer.getBoolean("valid")).isFalse();
        assertThat(answer.getLong("entries")).isEqualTo(1);
        assertThat(ProvenTrail.verify(clinic, Map.of("from", 31)).getBoolean("valid"))
                .isTrue();
    }
}
