package org.visita.gateway.key;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
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
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select pg_advisory_xact_lock(hashtext(?1))", Object.class)
                        .setParameter(1, "access_key/" + key.keyId)
                        .getSingleResultOrNull()
                        .chain(() -> session.find(AccessKeyEntity.class, key.keyId))
                        .chain(known -> known == null
                                ? session.persist(key).replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    /** One key of the clinic; refuses with {@code not-found} what another clinic has. */
    Uni<AccessKeyEntity> get(String clinic, String keyId) {
        return Panache.getSession()
                .chain(session -> session.find(AccessKeyEntity.class, keyId))
                .map(found -> ofClinic(found, clinic));
    }

    /** As {@link #get}, and nobody else changes it until the transaction ends. */
    Uni<AccessKeyEntity> lock(String clinic, String keyId) {
        return Panache.getSession()
                .chain(session -> session.find(AccessKeyEntity.class, keyId, LockModeType.PESSIMISTIC_WRITE))
                .map(found -> ofClinic(found, clinic));
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

    private static AccessKeyEntity ofClinic(AccessKeyEntity found, String clinic) {
        if (found == null || !found.clinic.equals(clinic)) {
            throw Refusal.notFound().asException();
        }
        return found;
    }
}
