package org.visita.gateway.key;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
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
        return Panache.getSession()
                .chain(session -> session.find(AccessKeyEntity.class, keyId, LockModeType.PESSIMISTIC_WRITE))
                .map(found -> visible(found, caller));
    }

    Uni<List<AccessKeyEntity>> page(String clinic, PageRequest page) {
        long after = page.after(Long::valueOf).orElse(0L);
        return Panache.getSession().chain(session -> session.createSelectionQuery(
                        "from AccessKeyEntity where clinic = ?1 and seq > ?2 order by seq", AccessKeyEntity.class)
                .setParameter(1, clinic)
                .setParameter(2, after)
                .setMaxResults(page.fetch())
                .getResultList());
    }

    Uni<List<AccessKeyEntity>> all() {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("from AccessKeyEntity", AccessKeyEntity.class)
                        .getResultList());
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

    /** Whether an active key beside this one operates the platform; of those that ask, one after the other is told. */
    Uni<Boolean> isOperatedWithout(AccessKeyEntity key, Instant now) {
        return alone("access_key/operators")
                .chain(session -> session.createSelectionQuery(
                                "select count(*) from AccessKeyEntity where keyId <> ?1 and status = ?2"
                                        + " and (expiresAt is null or expiresAt > ?3)"
                                        + " and concat(' ', scopes, ' ') like ?4",
                                Long.class)
                        .setParameter(1, key.keyId)
                        .setParameter(2, Status.ACTIVE)
                        .setParameter(3, now)
                        .setParameter(4, "% " + Scope.PLATFORM_OPERATE.code() + " %")
                        .getSingleResult())
                .map(others -> others > 0);
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
