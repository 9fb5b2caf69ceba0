package org.visita.patient.patient;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.kit.paging.PageRequest;
import org.visita.patient.sealing.ClinicKey;

/** The store of patients: the only class that knows the row and its tokens. Joins the session that runs. */
@ApplicationScoped
class Patients {

    private static final String IDENTIFIER_UNIQUE = "patient_identifier_unique";

    private static final String HAS_TOKEN = " and exists (select from patient_token t"
            + " where t.clinic = p.clinic and t.patient_id = p.id and t.kind = :kind%d and t.hash = :hash%d)";

    Uni<Void> add(Patient patient, ClinicKey key) {
        return Panache.getSession().chain(session -> session.persist(PatientEntity.of(patient, key))
                .chain(session::flush)
                .chain(() -> addTokens(session, patient, key)));
    }

    Uni<Void> replace(Patient patient, ClinicKey key) {
        return Panache.getSession().chain(session -> session.find(PatientEntity.class, patient.id())
                .invoke(row -> row.become(patient, key))
                .chain(session::flush)
                .chain(() -> removeTokens(session, patient))
                .chain(() -> addTokens(session, patient, key)));
    }

    Uni<Optional<Patient>> find(String clinic, UUID id, ClinicKey key) {
        return one(clinic, id, LockModeType.NONE, key);
    }

    /** Holds the row until the transaction ends, so that two changes follow one another. */
    Uni<Optional<Patient>> lock(String clinic, UUID id, ClinicKey key) {
        return one(clinic, id, LockModeType.PESSIMISTIC_WRITE, key);
    }

    /** Oldest first. */
    Uni<List<Patient>> search(String clinic, PatientSearch search, PageRequest page, ClinicKey key) {
        Optional<UUID> after = page.after(UUID::fromString);
        List<SearchToken> tokens = search.tokens();
        String sql = "select p.* from patient p where p.clinic = :clinic"
                + (after.isPresent() ? " and p.id > :after" : "")
                + IntStream.range(0, tokens.size())
                        .mapToObj(i -> HAS_TOKEN.formatted(i, i))
                        .collect(Collectors.joining())
                + " order by p.id";
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<PatientEntity> query =
                            session.createNativeQuery(sql, PatientEntity.class).setParameter("clinic", clinic);
                    after.ifPresent(id -> query.setParameter("after", id));
                    for (int i = 0; i < tokens.size(); i++) {
                        SearchToken token = tokens.get(i);
                        query.setParameter("kind" + i, token.kind());
                        query.setParameter("hash" + i, key.hash(token.kind(), token.value()));
                    }
                    return query.setMaxResults(page.fetch()).getResultList();
                })
                .map(rows -> rows.stream().map(row -> row.toDomain(key)).toList());
    }

    /** Whether the failure is the database's word that another patient has one of the identifiers. */
    static boolean isIdentifierTaken(Throwable failure) {
        return failure instanceof ConstraintViolationException refused
                && IDENTIFIER_UNIQUE.equals(refused.getConstraintName());
    }

    private static Uni<Optional<Patient>> one(String clinic, UUID id, LockModeType lock, ClinicKey key) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "from PatientEntity where clinic = ?1 and id = ?2", PatientEntity.class)
                        .setParameter(1, clinic)
                        .setParameter(2, id)
                        .setLockMode(lock)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(found -> found.toDomain(key)));
    }

    private static Uni<Void> addTokens(Mutiny.Session session, Patient patient, ClinicKey key) {
        List<SearchToken> tokens = SearchToken.of(patient.details());
        String rows = IntStream.range(0, tokens.size())
                .mapToObj(i -> "(?1, ?2, ?%d, ?%d)".formatted(3 + 2 * i, 4 + 2 * i))
                .collect(Collectors.joining(", "));
        Mutiny.MutationQuery insert = session.createNativeQuery(
                        "insert into patient_token (clinic, patient_id, kind, hash) values " + rows)
                .setParameter(1, patient.clinic())
                .setParameter(2, patient.id());
        for (int i = 0; i < tokens.size(); i++) {
            SearchToken token = tokens.get(i);
            insert.setParameter(3 + 2 * i, token.kind());
            insert.setParameter(4 + 2 * i, key.hash(token.kind(), token.value()));
        }
        return insert.executeUpdate().replaceWithVoid();
    }

    private static Uni<Void> removeTokens(Mutiny.Session session, Patient patient) {
        return session.createNativeQuery("delete from patient_token where clinic = ?1 and patient_id = ?2")
                .setParameter(1, patient.clinic())
                .setParameter(2, patient.id())
                .executeUpdate()
                .replaceWithVoid();
    }
}
