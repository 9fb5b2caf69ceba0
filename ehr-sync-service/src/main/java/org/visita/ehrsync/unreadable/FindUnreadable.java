package org.visita.ehrsync.unreadable;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** Records that name the clinic, and for a while those that name none: they may be anybody's. The oldest first. */
@ApplicationScoped
class FindUnreadable {

    private static final String FROM = """
             from unreadable_record u
            where (u.clinic = ?1 or u.clinic is null and u.found_at > now() - interval '30 days')\s""";

    private final Reasons reasons;

    @Inject
    FindUnreadable(Reasons reasons) {
        this.reasons = reasons;
    }

    /** @param state {@code open}, {@code replayed} or {@code discarded} */
    Uni<Page<UnreadableJson.View>> list(String clinic, String state, PageRequest page) {
        UUID after = page.after(UUID::fromString).orElse(new UUID(0, 0));
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select * from (select " + UnreadableJson.COLUMNS + FROM + """
                                and u.id > ?2) as record where state = ?3 order by id limit ?4""", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, after)
                        .setParameter(3, state)
                        .setParameter(4, (long) page.fetch())
                        .getResultList())
                .map(rows ->
                        Page.of(rows.stream().map(UnreadableJson.View::of).toList(), page, UnreadableJson.View::id)));
    }

    /** @throws org.visita.kit.problem.RefusedException if there is no such record, or it names another clinic */
    Uni<UnreadableJson.Item> one(String clinic, UUID id) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select " + UnreadableJson.COLUMNS + """
                                , u.record_key, u.headers, u.bytes, u.discarded_by, u.discarded_at, u.discard_reason,
                                  u.replayed_by, u.replayed_at""" + FROM + "and u.id = ?2", Object[].class)
                        .setParameter(1, clinic)
                        .setParameter(2, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.notFound().asException())
                .map(row -> UnreadableJson.Item.of(row, stored -> reasons.open(id, stored))));
    }
}
