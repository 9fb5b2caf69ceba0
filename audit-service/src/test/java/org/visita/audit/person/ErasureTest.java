package org.visita.audit.person;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.visita.audit.Servers;
import org.visita.audit.Superuser;
import org.visita.audit.chain.ChainMacs;
import org.visita.audit.intake.AppendBatch;
import org.visita.audit.intake.AuditEntry;
import org.visita.audit.intake.Chains;
import org.visita.audit.intake.EntrySamples;
import org.visita.kit.testing.Tokens;

@QuarkusTest
class ErasureTest implements Servers {

    @Inject
    AppendBatch batches;

    @Inject
    Persons persons;

    @Inject
    ChainMacs macs;

    private final String clinic = EntrySamples.newClinic();
    private final String patient = UUID.randomUUID().toString();

    @Test
    void whom_entries_are_about_is_gone_and_the_chain_stays_whole() throws Exception {
        AuditEntry booked = EntrySamples.about(clinic, patient);
        AuditEntry read = EntrySamples.entry(clinic, "key:3fXk9QpL2aZb", "Patient", patient, null, "p", 1);
        AuditEntry self = EntrySamples.entry(clinic, "patient:" + patient, "Booking", null, null, "p", 2);
        AuditEntry other = EntrySamples.about(clinic, UUID.randomUUID().toString());
        batches.append(List.of(booked, read, self, other));
        UUID person = persons.find(clinic, patient).await().indefinitely().orElseThrow();

        assertThat(open(booked)).isEqualTo(new PersonalDetails(null, null, patient, null));
        assertThat(open(read)).isEqualTo(new PersonalDetails(null, null, patient, patient));
        assertThat(open(self)).isEqualTo(new PersonalDetails("patient:" + patient, "203.0.113.7", patient, null));
        assertThat(Superuser.query("select audit_entry::text from audit_entry where clinic = ?", clinic))
                .noneMatch(row -> row.toString().contains(patient));

        erase(patient, "one").body("entries", equalTo(3));

        assertThat(persons.find(clinic, patient).await().indefinitely()).isEmpty();
        assertThat(open(booked)).isNull();
        assertThat(open(self)).isNull();
        assertThat(open(other)).isNotNull();
        assertThat(Superuser.query("select ref is null and sealed_key is null from audit_person where id = ?", person))
                .containsExactly(true);
        // The entry of the erasure itself comes, too, sooner or later.
        assertThat(Chains.whole(clinic, macs)).isBetween(4, 5);
    }

    @Test
    void the_same_again_has_the_same_answer_and_another_one_finds_nobody() throws Exception {
        batches.append(List.of(EntrySamples.about(clinic, patient)));

        erase(patient, "one").body("entries", equalTo(1));
        erase(patient, "one").body("entries", equalTo(1));
        erase(patient, "two").body("entries", equalTo(0));
        erase("nobody", "three").body("entries", equalTo(0));
    }

    @Test
    void what_had_happened_before_and_comes_later_makes_nobody_known_again() throws Exception {
        batches.append(List.of(EntrySamples.about(clinic, patient)));
        erase(patient, "one").body("entries", equalTo(1));
        AuditEntry late = EntrySamples.about(clinic, patient);
        AuditEntry lateToo = EntrySamples.entry(clinic, "patient:" + patient, "Booking", null, null, "p", 3);

        batches.append(List.of(late, lateToo));

        assertThat(open(late)).isNull();
        assertThat(open(lateToo)).isNull();
        assertThat(Superuser.query("""
                select p.ref is null and p.sealed_key is null and p.erased_at is not null
                from audit_entry e join audit_person p on p.id = e.person where e.id = ?""", late.id())).containsExactly(true);
        AuditEntry after =
                EntrySamples.like(late, UUID.randomUUID(), Instant.now().plusSeconds(60), late.sequence() + 1);
        batches.append(List.of(after));
        assertThat(open(after).patientId()).isEqualTo(patient);
        assertThat(Superuser.query("select id from audit_person where clinic = ?", clinic))
                .allSatisfy(id -> assertThat(hasRightCode((UUID) id)).isTrue());
        assertThat(Chains.whole(clinic, macs)).isBetween(4, 5);
    }

    private boolean hasRightCode(UUID person) {
        Timestamp erasedAt = (Timestamp) Superuser.query("select erased_at from audit_person where id = ?", person)
                .getFirst();
        return macs.isPerson(
                person,
                clinic,
                (byte[]) Superuser.query("select ref from audit_person where id = ?", person)
                        .getFirst(),
                erasedAt == null ? null : erasedAt.toInstant(),
                (byte[]) Superuser.query("select mac from audit_person where id = ?", person)
                        .getFirst());
    }

    @Test
    void another_clinic_erases_nothing_here() throws Exception {
        AuditEntry booked = EntrySamples.about(clinic, patient);
        batches.append(List.of(booked));

        given().auth()
                .oauth2(Tokens.in(EntrySamples.newClinic(), "audit:write"))
                .contentType("application/json")
                .body(Map.of("patientId", patient))
                .post("/v1/audit/erasures")
                .then()
                .statusCode(200)
                .body("entries", equalTo(0));

        assertThat(open(booked)).isNotNull();
    }

    @Test
    void what_was_sealed_for_one_entry_opens_in_no_other() throws Exception {
        AuditEntry one = EntrySamples.about(clinic, patient);
        AuditEntry other = EntrySamples.about(clinic, patient);
        batches.append(List.of(one, other));
        SealedDetails moved =
                new SealedDetails(other.id(), sealed(one).person(), sealed(one).sealed());

        assertThat(persons.open(clinic, List.of(moved)).await().indefinitely()).isEmpty();
        assertThat(persons.prove(clinic, List.of(sealed(one)))
                        .await()
                        .indefinitely()
                        .get(one.id())
                        .isOf(sealed(one).sealed()))
                .isTrue();
    }

    @Test
    void refuses_to_erase_nobody_in_particular() {
        given().auth()
                .oauth2(Tokens.in(clinic, "audit:write"))
                .contentType("application/json")
                .body("{}")
                .post("/v1/audit/erasures")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/patientId"));
    }

    private ValidatableResponse erase(String whom, String key) {
        return given().auth()
                .oauth2(Tokens.in(clinic, "audit:write"))
                .header("Idempotency-Key", key + clinic)
                .contentType("application/json")
                .body(Map.of("patientId", whom))
                .post("/v1/audit/erasures")
                .then()
                .statusCode(200);
    }

    private PersonalDetails open(AuditEntry entry) {
        return persons.open(clinic, List.of(sealed(entry)))
                .await()
                .indefinitely()
                .get(entry.id());
    }

    private static SealedDetails sealed(AuditEntry entry) {
        return new SealedDetails(
                entry.id(),
                (UUID) Superuser.query("select person from audit_entry where id = ?", entry.id())
                        .getFirst(),
                (byte[]) Superuser.query("select sealed from audit_entry where id = ?", entry.id())
                        .getFirst());
    }
}
