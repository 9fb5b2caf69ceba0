package org.visita.gateway.block;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.contracts.access.AccessBlock.Kind;
import org.visita.kit.paging.PageRequest;

/** The store of blocks. Inside a session only. */
@ApplicationScoped
class Blocks {

    private static final String STANDS = " and liftedAt is null and until > :now";
    private static final String IS_OVER = " and (liftedAt is not null or until <= :now)";

    /**
     * Which blocks a list is to hold.
     *
     * @param clinic null: of all clinics, and those of no clinic
     * @param kind null: both
     * @param active null: both those that stand and those that are over
     */
    record Filter(String clinic, Kind kind, Boolean active) {}

    Uni<BlockEntity> add(BlockEntity block) {
        return Panache.getSession()
                .chain(session -> session.persist(block).chain(session::flush))
                .replaceWith(block);
    }

    /** Null if there is none. Until the transaction ends nobody else blocks this caller. */
    Uni<BlockEntity> lastAlone(Offender offender) {
        return Panache.getSession()
                .call(session -> session.createNativeQuery("select pg_advisory_xact_lock(hashtext(?1))", Object.class)
                        .setParameter(1, "access_block/" + offender.inDatabase())
                        .getSingleResultOrNull())
                .chain(session -> session.createSelectionQuery(
                                offender.network() == null
                                        ? "from BlockEntity where kind = KEY and subject = ?1 order by seq desc"
                                        : "from BlockEntity where network = ?1 order by seq desc",
                                BlockEntity.class)
                        .setParameter(1, offender.inDatabase())
                        .setMaxResults(1)
                        .getSingleResultOrNull());
    }

    /** Null if there is none. */
    Uni<BlockEntity> find(UUID id) {
        return Panache.getSession().chain(session -> session.find(BlockEntity.class, id));
    }

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    Uni<BlockEntity> lock(UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(BlockEntity.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The newest first. */
    Uni<List<BlockEntity>> page(Filter filter, Instant now, PageRequest page) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("before", page.after(Long::valueOf).orElse(Long.MAX_VALUE));
        StringBuilder query = new StringBuilder("from BlockEntity where seq < :before");
        if (filter.clinic() != null) {
            query.append(" and clinic = :clinic");
            wanted.put("clinic", filter.clinic());
        }
        if (filter.kind() != null) {
            query.append(" and kind = :kind");
            wanted.put("kind", filter.kind());
        }
        if (filter.active() != null) {
            query.append(filter.active() ? STANDS : IS_OVER);
            wanted.put("now", now);
        }
        query.append(" order by seq desc");
        return Panache.getSession().chain(session -> {
            var selection = session.createSelectionQuery(query.toString(), BlockEntity.class)
                    .setMaxResults(page.fetch());
            wanted.forEach(selection::setParameter);
            return selection.getResultList();
        });
    }

    /** What still blocks somebody, or makes the next block longer. */
    Uni<List<BlockEntity>> knownSince(Instant then) {
        return Panache.getSession().chain(session -> session.createSelectionQuery(
                        "from BlockEntity where until > ?1 order by seq", BlockEntity.class)
                .setParameter(1, then)
                .getResultList());
    }

    /** As that of the keys: all with a lower number can be seen by whatever is read from now on. */
    Uni<String> oldestRunning() {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select cast(pg_snapshot_xmin(pg_current_snapshot()) as text)", String.class)
                .getSingleResult());
    }

    /** Those that were imposed or lifted by a transaction with this number or a higher one, though not one still to come. */
    Uni<List<BlockEntity>> changedSince(String transaction) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select cast(block_id as text) from access_block
                                where changed_in >= cast(cast(?1 as text) as xid8)
                                and changed_in < pg_snapshot_xmax(pg_current_snapshot())""", String.class)
                        .setParameter(1, transaction)
                        .getResultList())
                .chain(ids -> ids.isEmpty() ? Uni.createFrom().item(List.of()) : byIds(ids));
    }

    private static Uni<List<BlockEntity>> byIds(List<String> ids) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("from BlockEntity where id in ?1", BlockEntity.class)
                        .setParameter(1, ids.stream().map(UUID::fromString).toList())
                        .getResultList());
    }

    Uni<Integer> forget(Instant before) {
        return Panache.getSession()
                .chain(session -> session.createMutationQuery("delete from BlockEntity where until < ?1")
                        .setParameter(1, before)
                        .executeUpdate());
    }
}
