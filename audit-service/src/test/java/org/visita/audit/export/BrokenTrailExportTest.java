package org.visita.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.entry.Trail;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.EntrySamples;
import org.visita.proof.ExportHeader;
import org.visita.proof.ExportVerifier;
import org.visita.proof.Finding;
import org.visita.proof.PublicKeys;
import org.visita.proof.Verdict;

/** What was done to a trail is in its export, also where no checkpoint covers it, and never more than was done. */
@QuarkusTest
class BrokenTrailExportTest implements Servers {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    AppendBatch batches;

    @Inject
    ChainStore store;

    @Inject
    ProofLines lines;

    @Inject
    ChainMacs macs;

    private final String clinic = EntrySamples.newClinic();

    @Test
    void what_cannot_be_signed_any_more_is_shown_and_found() throws Exception {
        append(10);
        assertThat(exported().findings()).isEmpty();
        append(5);
        Object id = Superuser.query("select id from audit_entry where clinic = ? and position = 13", clinic)
                .getFirst();
        Superuser.execute("update audit_entry set outcome = 'succeeded' where clinic = ? and position = 13", clinic);
        // Otherwise it is signed now, as it was hashed.
        Superuser.execute("update audit_batch set mac = sha256('x') where clinic = ? and last_position = 15", clinic);

        Verdict verdict = exported();

        assertThat(verdict.entries()).isEqualTo(15);
        assertThat(verdict.findings())
                .anySatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.CHANGED);
                    assertThat(finding.position()).isEqualTo(13);
                    assertThat(finding.id()).isEqualTo(id.toString());
                })
                .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.CUT_OFF));
    }

    @Test
    void what_is_let_go_meanwhile_does_not_look_as_if_it_had_been_removed() throws Exception {
        append(2 * ExportTrail.ENTRIES_AT_ONCE + 10);
        ExportHeader header = new ExportHeader(
                clinic, 1, 2 * ExportTrail.ENTRIES_AT_ONCE + 10, false, EntrySamples.FIRST, null, null);
        Chunks chunks = new ChainChunks(store, lines, header);
        next(chunks);
        assertThat(next(chunks)).contains("\"position\":" + ExportTrail.ENTRIES_AT_ONCE + ",");

        letGo(ExportTrail.ENTRIES_AT_ONCE);
        // All of it has been shown already.
        assertThat(next(chunks)).contains("\"position\":" + 2 * ExportTrail.ENTRIES_AT_ONCE + ",");
        letGo(2 * ExportTrail.ENTRIES_AT_ONCE + 5);

        assertThatThrownBy(() -> next(chunks)).hasMessageContaining("let go");
    }

    private static String next(Chunks chunks) {
        return new String(chunks.next().await().atMost(SOON), StandardCharsets.UTF_8);
    }

    @Test
    void entries_whose_hashes_are_gone_are_shown_and_named() throws Exception {
        for (int first : new int[] {11, 1, 21}) {
            for (int i = 0; i < 3; i++) {
                append(10);
                exported();
            }
            int before = Superuser.query("select 1 from audit_entry where clinic = ?", clinic)
                            .size()
                    - 30;
            assertThat(Superuser.execute(
                            "delete from audit_batch where clinic = ? and first_position = ?", clinic, before + first))
                    .isEqualTo(1);
        }

        Verdict verdict = exported();

        assertThat(verdict.entries()).isEqualTo(90);
        assertThat(verdict.findings()).hasSize(30).allSatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.CHANGED);
            assertThat(finding.id()).isNotNull();
            assertThat(finding.detail()).contains("its hash was altered; what it says was not");
        });
        assertThat(verdict.findings()).extracting(Finding::position).contains(11L, 20L, 31L, 40L, 81L, 90L);
    }

    @Test
    void hashes_that_were_put_in_stand_for_no_other_entry() throws Exception {
        append(10);
        exported();
        Superuser.execute(
                "insert into audit_batch values (?, 5, 5, sha256('a'), sha256('b'), now(), sha256('c'))", clinic);

        assertThat(exported().findings()).singleElement().satisfies(finding -> assertThat(finding.position())
                .isEqualTo(5));
    }

    @Test
    void an_expiry_that_was_put_in_hides_nothing() throws Exception {
        append(10);
        exported();
        append(10);
        for (long through : new long[] {10, Long.MAX_VALUE}) {
            expiry(through, EntrySamples.FIRST, new byte[0]);

            Verdict verdict = exported();

            assertThat(verdict.entries()).isEqualTo(20);
            assertThat(verdict.findings()).isEmpty();
        }
    }

    private void letGo(long through) {
        expiry(through, EntrySamples.FIRST, macs.ofExpiry(clinic, through, EntrySamples.FIRST, 84));
        Superuser.execute("delete from audit_entry where clinic = ? and position <= ?", clinic, through);
    }

    private void expiry(long through, Instant at, byte[] mac) {
        Superuser.execute(
                "insert into audit_expiry (clinic, through, expired_at, months, mac, key_id, signature)"
                        + " values (?, ?, ?::timestamptz, 84, ?, 'nobody', '')",
                clinic,
                through,
                at.toString(),
                mac);
    }

    private Verdict exported() throws Exception {
        byte[] file = Trail.readerOf(clinic)
                .get("/v1/audit/export")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        PublicKeys keys =
                PublicKeys.parse(Trail.readerOf(clinic).get("/v1/audit/keys").asString());
        return new ExportVerifier(keys, null, read -> {}).verify(new ByteArrayInputStream(file));
    }

    private void append(int entries) throws Exception {
        batches.append(
                Stream.generate(() -> EntrySamples.of(clinic)).limit(entries).toList());
    }
}
