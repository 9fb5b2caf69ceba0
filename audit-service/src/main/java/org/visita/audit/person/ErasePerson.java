package org.visita.audit.person;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.audit.chain.ChainMacs;

/** Destroys the key of a person, so that nobody can tell any more whom its entries are about. */
@ApplicationScoped
class ErasePerson {

    private final PersonRefs refs;
    private final Persons persons;
    private final Pseudonyms pseudonyms;
    private final ChainMacs macs;
    private final Clock clock;

    @Inject
    ErasePerson(PersonRefs refs, Persons persons, Pseudonyms pseudonyms, ChainMacs macs, Clock clock) {
        this.refs = refs;
        this.persons = persons;
        this.pseudonyms = pseudonyms;
        this.macs = macs;
        this.clock = clock;
    }

    /** Within the transaction that runs. @return how many entries are about the person */
    Uni<Long> erase(String clinic, String patientId) {
        PatientRef patient = new PatientRef(clinic, patientId);
        return Panache.getSession().chain(session -> keepInMind(session, patient)
                .chain(() -> session.createNativeQuery(
                                "select id from audit_person where clinic = ?1 and ref = decode(?2, 'hex')", UUID.class)
                        .setParameter(1, clinic)
                        .setParameter(2, hex(refs.of(patient)))
                        .getSingleResultOrNull())
                .chain(person -> person == null ? none() : erase(session, patient, person)));
    }

    /** Entries may still be on their way here: they must not make the person known again. */
    private Uni<Integer> keepInMind(Mutiny.Session session, PatientRef patient) {
        byte[] ref = refs.erased(patient);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return session.createNativeQuery("""
                        insert into audit_erased (clinic, ref, erased_at, mac)
                        values (?1, decode(?2, 'hex'), cast(cast(?3 as text) as timestamptz), decode(?4, 'hex'))""")
                .setParameter(1, patient.clinic())
                .setParameter(2, hex(ref))
                .setParameter(3, now.toString())
                .setParameter(4, hex(macs.ofErasure(patient.clinic(), ref, now)))
                .executeUpdate();
    }

    private Uni<Long> erase(Mutiny.Session session, PatientRef patient, UUID person) {
        Instant day = Erasures.day(clock.instant());
        persons.forget(person);
        pseudonyms.forget(patient);
        return session.createNativeQuery(
                        "select audit_erase_person(?1, cast(cast(?2 as text) as timestamptz), decode(?3, 'hex'))",
                        Boolean.class)
                .setParameter(1, person)
                .setParameter(2, day.toString())
                .setParameter(3, hex(macs.ofPerson(person, patient.clinic(), null, day)))
                .getSingleResult()
                .chain(() -> session.createNativeQuery(
                                "select count(*) from audit_entry where clinic = ?1 and person = ?2", Long.class)
                        .setParameter(1, patient.clinic())
                        .setParameter(2, person)
                        .getSingleResult());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static Uni<Long> none() {
        return Uni.createFrom().item(0L);
    }
}
