package org.visita.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;

@QuarkusTest
class AppendBatchTest implements Servers {

    @Inject
    AppendBatch batches;

    @Inject
    ChainMacs macs;

    private final String clinic = EntrySamples.newClinic();

    @Test
    void entries_stand_in_one_chain() throws Exception {
        batches.append(Stream.generate(() -> EntrySamples.of(clinic)).limit(300).toList());
        batches.append(Stream.generate(() -> EntrySamples.about(clinic, "a-patient"))
                .limit(3)
                .toList());

        Chains.assertWhole(clinic, 303, macs);
    }

    @Test
    void what_has_come_before_is_left_out_and_the_rest_goes_on() throws Exception {
        List<AuditEntry> entries =
                Stream.generate(() -> EntrySamples.of(clinic)).limit(10).toList();
        batches.append(entries.subList(0, 4));
        batches.append(Stream.concat(entries.stream(), entries.stream()).toList());
        batches.append(entries);

        Chains.assertWhole(clinic, 10, macs);
    }

    @Test
    void writers_that_race_for_the_same_clinics_with_the_same_entries_keep_each_chain_whole() throws Exception {
        List<String> clinics =
                Stream.generate(EntrySamples::newClinic).limit(20).toList();
        List<List<AuditEntry>> work = new ArrayList<>();
        for (int batch = 0; batch < 30; batch++) {
            List<AuditEntry> entries = new ArrayList<>();
            for (String one : clinics) {
                IntStream.range(0, 5).forEach(i -> entries.add(EntrySamples.about(one, "patient-" + i)));
            }
            work.add(entries);
            // Kafka may give a batch to a second consumer while the first is still at it.
            work.add(entries);
        }
        Collections.shuffle(work, new Random(7));

        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (List<AuditEntry> batch : work) {
                running.add(writers.submit(() -> {
                    batches.append(batch);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        for (String one : clinics) {
            Chains.assertWhole(one, 150, macs);
        }
    }

    @Test
    void what_is_beyond_ascii_is_hashed_as_it_is_stored() throws Exception {
        AuditEntry odd = EntrySamples.entry(
                clinic, "staff:\u00e9\ud83d\ude00\"\\\n\u0007", "Booking", "\ud800", null, "a-process", 1);

        batches.append(List.of(odd));

        Chains.assertWhole(clinic, 1, macs);
    }

    @Test
    void times_without_a_month_have_a_place_too() throws Exception {
        AuditEntry old = at("1999-12-31T23:59:59.999999999Z");
        AuditEntry future = at("2999-01-01T00:00:00Z");
        AuditEntry usual = at("2026-02-03T04:05:06Z");

        batches.append(List.of(old, future, usual));

        Chains.assertWhole(clinic, 3, macs);
        assertThat(Superuser.query(
                        "select tableoid::regclass::text from audit_entry where clinic = ? order by position", clinic))
                .containsExactly("audit_entry_any", "audit_entry_any", "audit_entry_2026_02");
    }

    @Test
    void the_numbers_of_what_is_there_already_have_come_as_well() throws Exception {
        String process = UUID.randomUUID().toString();
        AuditEntry first = EntrySamples.numbered(clinic, process, 1);
        batches.append(List.of(first));

        batches.append(List.of(numbered(first, 2), EntrySamples.numbered(clinic, process, 3), numbered(first, 4)));
        batches.append(List.of(numbered(first, 5)));

        Chains.assertWhole(clinic, 2, macs);
        assertThat(Superuser.query("select audit_seen(?, ?)::text", first.emitter(), process))
                .containsExactly("{[1,6)}");
    }

    /** Whatever somebody does to the end of a chain: entries are taken, behind the last that is ours or may be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into audit_batch values ('%s', 500, 500, sha256('a'), sha256('b'), now(), sha256('c'))",
                "insert into audit_batch values ('%s', 7, 7, sha256('a'), sha256('b'), 'infinity', sha256('c'))",
                "insert into audit_batch values ('%s', 9223372036854775806, 9223372036854775806, sha256('a'),"
                        + " sha256('b'), 'infinity', sha256('c'))",
                "insert into audit_batch select '%s', n, n, sha256('a'), sha256('b'), now(), sha256('c')"
                        + " from generate_series(1001, 11500) as n",
                "update audit_batch set recorded_at = 'infinity' where clinic = '%s' and first_position = 4",
                "update audit_batch set recorded_at = '-infinity' where clinic = '%s'",
                "update audit_batch set hashes = sha256('x') || sha256('y') || sha256('z') where clinic = '%s'",
                "update audit_batch set mac = sha256('x') where clinic = '%s' and first_position = 4",
            })
    void an_end_that_was_tampered_with_keeps_no_entry_out(String tampering) throws Exception {
        for (int batch = 0; batch < 2; batch++) {
            batches.append(
                    Stream.generate(() -> EntrySamples.of(clinic)).limit(3).toList());
        }
        Superuser.execute(tampering.formatted(clinic));

        batches.append(List.of(EntrySamples.of(clinic)));
        batches.append(List.of(EntrySamples.of(clinic)));

        assertThat(Superuser.query("select count(*) from audit_entry where clinic = ?", clinic))
                .containsExactly(8L);
        assertThat(Superuser.query("select max(position) <= 9 from audit_entry where clinic = ?", clinic))
                .containsExactly(true);
        assertThat(Superuser.query(
                        "select count(*) from audit_entry where clinic = ? and recorded_at > now() + interval '1 h'",
                        clinic))
                .containsExactly(0L);
    }

    private static AuditEntry numbered(AuditEntry entry, long sequence) {
        return EntrySamples.like(entry, entry.id(), entry.occurredAt(), sequence);
    }

    private AuditEntry at(String time) {
        AuditEntry entry = EntrySamples.of(clinic);
        return new AuditEntry(
                clinic,
                Instant.parse(time),
                entry.id(),
                null,
                "booking.read",
                "Booking",
                null,
                null,
                "succeeded",
                null,
                null,
                null,
                null,
                0,
                "booking-service",
                "a-process",
                entry.sequence());
    }
}
