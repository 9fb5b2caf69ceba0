package org.visita.ehrsync.unreadable;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.ehrsync.wanted.WantAgain;
import org.visita.kit.identity.Caller;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;

/** Reads a record once more, or decides that it need not be read. Its bytes are kept either way. */
@ApplicationScoped
class HandleUnreadable {

    private final WantAgain wantAgain;
    private final Reasons reasons;
    private final Transactions transactions;

    @Inject
    HandleUnreadable(WantAgain wantAgain, Reasons reasons, Transactions transactions) {
        this.wantAgain = wantAgain;
        this.reasons = reasons;
        this.transactions = transactions;
    }

    /** Also of one that was discarded. Refuses if it still cannot be read, or was read already. */
    Uni<Void> replay(Caller by, UUID id) {
        return transactions.write(() -> lock(by, id)
                .chain(row -> {
                    if (row[4] != null) {
                        throw UnreadableProblem.NOT_NEEDED
                                .because("It was read already.")
                                .asException();
                    }
                    return wantAgain.want((String) row[0], (byte[]) row[1], (String) row[2], (String) row[3]);
                })
                .invoke(read -> {
                    if (!read) {
                        throw UnreadableProblem.STILL_UNREADABLE
                                .because("Update the service first, or discard the record.")
                                .asException();
                    }
                })
                .chain(() -> read(by, id)));
    }

    /** Again with another reason is that reason. */
    Uni<Void> discard(Caller by, UUID id, String reason) {
        return transactions.write(() -> lock(by, id)
                .invoke(row -> {
                    if (row[4] != null) {
                        throw UnreadableProblem.NOT_NEEDED
                                .because("It was read after all.")
                                .asException();
                    }
                })
                .chain(() -> discarded(by, id, reasons.seal(id, reason))));
    }

    private static Uni<Void> read(Caller by, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update unreadable_record set replayed_at = now(), replayed_by = ?2 where id = ?1")
                        .setParameter(1, id)
                        .setParameter(2, by.actor().toString())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> discarded(Caller by, UUID id, String reason) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                update unreadable_record
                                set discarded_at = now(), discarded_by = ?2, discard_reason = ?3 where id = ?1""")
                        .setParameter(1, id)
                        .setParameter(2, by.actor().toString())
                        .setParameter(3, reason)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Columns: key, bytes, headers, origin, whether it was read after all, and whether it is the clinic's own. One that
     * names no clinic may be anybody's: it is not for one clinic to put away what the others may need to see.
     */
    private static Uni<Object[]> lock(Caller by, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select record_key, bytes, headers, topic || '/' || partition || '/' || record_offset as origin,
                                       replayed_at, clinic is not null as own
                                from unreadable_record
                                where id = ?2 and (clinic = ?1 or clinic is null) for update""", Object[].class)
                        .setParameter(1, by.clinic())
                        .setParameter(2, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> Refusal.notFound().asException())
                .invoke(row -> {
                    if (!(Boolean) row[5]) {
                        throw UnreadableProblem.NAMES_NO_CLINIC
                                .because("It can be looked at, and leaves the list by itself.")
                                .asException();
                    }
                });
    }
}
