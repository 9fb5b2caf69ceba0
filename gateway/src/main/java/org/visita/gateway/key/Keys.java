package org.visita.gateway.key;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.contracts.access.AccessKey;
import org.visita.contracts.access.AccessKey.Status;
import org.visita.kit.identity.Caller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** The store of API keys. Inside a session only. */
@ApplicationScoped
class Keys {

    Uni<AccessKeyEntity> add(AccessKeyEntity key) {
        return Panache.getSession()
                .chain(session -> session.persist(key).chain(session::flush))
                .replaceWith(key);
    }

    /** False if there is a key of this id already. Of replicas that start together, one adds it and the others wait. */
    Uni<Boolean> addIfUnknown(AccessKeyEntity key) {
        return alone("access_key/" + key.keyId).chain(session -> session.find(AccessKeyEntity.class, key.keyId)
                .chain(known -> known == null
                        ? session.persist(key).replaceWith(true)
                        : Uni.createFrom().item(false)));
    }

    /** One key that the caller may see; refuses with {@code not-found} what another clinic has, except to an operator. */
    Uni<AccessKeyEntity> get(Caller caller, String keyId) {
        return Panache.getSession()
                .chain(session -> session.find(AccessKeyEntity.class, keyId))
                .map(found -> visible(found, caller));
    }

    /** As {@link #get}, and nobody else changes it until the transaction ends. */
    Uni<AccessKeyEntity> lock(Caller caller, String keyId) {
        return lock(keyId).map(found -> visible(found, caller));
    }

    /** Of any clinic; null if there is none. */
    Uni<AccessKeyEntity> lock(String keyId) {
        return Panache.getSession()
                .chain(session -> session.find(AccessKeyEntity.class, keyId, LockModeType.PESSIMISTIC_WRITE));
    }

    Uni<List<AccessKeyEntity>> page(String clinic, KeyFilter filter, Instant now, PageRequest page) {
        long after = page.after(Long::valueOf).orElse(0L);
        return Panache.getSession().chain(session -> {
            var query = session.createSelectionQuery(
                            "from AccessKeyEntity where clinic = :clinic and seq > :after" + filter.condition()
                                    + " order by seq",
                            AccessKeyEntity.class)
                    .setParameter("clinic", clinic)
                    .setParameter("after", after)
                    .setMaxResults(page.fetch());
            filter.parameters(now).forEach(query::setParameter);
            return query.getResultList();
        });
    }

    /** Of all clinics, by the order in which they were made. */
    Uni<List<AccessKeyEntity>> pageOfAll(long after, int most) {
        return Panache.getSession().chain(session -> session.createSelectionQuery(
                        "from AccessKeyEntity where seq > ?1 order by seq", AccessKeyEntity.class)
                .setParameter(1, after)
                .setMaxResults(most)
                .getResultList());
    }

    /** Number of the oldest transaction that runs: all with a lower one can be seen by whatever is read from now on. */
    Uni<String> oldestRunning() {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select cast(pg_snapshot_xmin(pg_current_snapshot()) as text)", String.class)
                .getSingleResult());
    }

    /**
     * Ids of those that were written by a transaction with this number or a higher one, up to so many. Not with one that is still to come: rows of a database
     * that was restored from a dump have those.
     */
    Uni<List<String>> changedSince(String transaction, int most) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                select key_id from access_key where changed_in >= cast(cast(?1 as text) as xid8)
                                and changed_in < pg_snapshot_xmax(pg_current_snapshot())""", String.class)
                .setParameter(1, transaction)
                .setMaxResults(most)
                .getResultList());
    }

    Uni<List<AccessKeyEntity>> byIds(List<String> ids) {
        return Panache.getSession().chain(session -> session.createSelectionQuery(
                        "from AccessKeyEntity where keyId in ?1", AccessKeyEntity.class)
                .setParameter(1, ids)
                .getResultList());
    }

    /** Keys of the clinic in whatever state, but for those that were revoked before then. */
    Uni<Long> countAll(String clinic, Instant revokedSince) {
        return alone("access_key/of/" + clinic).chain(session -> session.createSelectionQuery(
                        "select count(*) from AccessKeyEntity where clinic = ?1"
                                + " and (status <> ?2 or updatedAt >= ?3)",
                        Long.class)
                .setParameter(1, clinic)
                .setParameter(2, Status.REVOKED)
                .setParameter(3, revokedSince)
                .getSingleResult());
    }

    /** Active keys of the clinic. Until the transaction ends nobody else counts them, so nobody adds one meanwhile. */
    Uni<Long> countActive(String clinic, Instant now) {
        return alone("access_key/of/" + clinic).chain(session -> session.createSelectionQuery(
                        "select count(*) from AccessKeyEntity where clinic = ?1 and status = ?2"
                                + " and (expiresAt is null or expiresAt > ?3)",
                        Long.class)
                .setParameter(1, clinic)
                .setParameter(2, Status.ACTIVE)
                .setParameter(3, now)
                .getSingleResult());
    }

    /**
     * Whether an active key beside this one operates the platform as long as this one would, and from anywhere if this one
     * does; of those that ask, one after the other is told.
     */
    Uni<Boolean> isOperatedWithout(AccessKey key, Instant now) {
        Instant end = key.expiresAt() == null ? Instant.MAX : key.expiresAt();
        return alone("access_key/operators")
                .chain(session -> session.createSelectionQuery(
                                "from AccessKeyEntity where keyId <> ?1 and status = ?2"
                                        + " and (expiresAt is null or expiresAt > ?3)"
                                        + " and concat(' ', scopes, ' ') like ?4",
                                AccessKeyEntity.class)
                        .setParameter(1, key.keyId())
                        .setParameter(2, Status.ACTIVE)
                        .setParameter(3, now)
                        .setParameter(4, "% " + Scope.PLATFORM_OPERATE.code() + " %")
                        .getResultList())
                .map(others -> others.stream()
                        .anyMatch(other -> (other.expiresAt == null || !other.expiresAt.isBefore(end))
                                && (other.networks.isEmpty() || !key.networks().isEmpty())));
    }

    private static Uni<Mutiny.Session> alone(String what) {
        return Panache.getSession()
                .call(session -> session.createNativeQuery("select pg_advisory_xact_lock(hashtext(?1))", Object.class)
                        .setParameter(1, what)
                        .getSingleResultOrNull());
    }

    private static AccessKeyEntity visible(AccessKeyEntity found, Caller caller) {
        if (found == null || !found.clinic.equals(caller.clinic()) && !Scope.PLATFORM_OPERATE.isOf(caller)) {
            throw Refusal.notFound().asException();
        }
        return found;
    }
}
