package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.visita.kit.identity.Caller;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.topics.EventJson;

/** Lets those who look after dead letters tell each other what they found. */
@ApplicationScoped
class CommentOnDeadLetter {

    private final Notes notes;
    private final Transactions transactions;

    @Inject
    CommentOnDeadLetter(Notes notes, Transactions transactions) {
        this.notes = notes;
        this.transactions = transactions;
    }

    /**
     * Answers with the id of the comment.
     *
     * @throws org.visita.kit.problem.RefusedException if there is no such letter
     */
    Uni<UUID> comment(Caller by, UUID letter, String text) {
        UUID id = Ids.next();
        return transactions.write(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into dead_letter_comment (clinic, dead_letter_id, id, by_actor, at, text)
                                select clinic, id, ?3, ?4, now(), ?5 from dead_letter where clinic = ?1 and id = ?2""")
                        .setParameter(1, by.clinic())
                        .setParameter(2, letter)
                        .setParameter(3, id)
                        .setParameter(4, by.actor().toString())
                        .setParameter(5, notes.sealComment(by.clinic(), id, text))
                        .executeUpdate())
                .map(stored -> {
                    if (stored == 0) {
                        throw Refusal.notFound().asException();
                    }
                    return id;
                }));
    }

    /** The same on each of these letters, which are there. Joins the running transaction. */
    Uni<Void> onAll(Caller by, Collection<UUID> letters, String text) {
        List<Line> lines = letters.stream()
                .map(letter -> Line.of(letter, id -> notes.sealComment(by.clinic(), id, text)))
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into dead_letter_comment (clinic, dead_letter_id, id, by_actor, at, text)
                                select ?1, n.letter, n.id, ?2, now(), decode(n.text, 'base64')
                                from json_to_recordset(cast(cast(?3 as text) as json))
                                  as n (letter uuid, id uuid, text text)""")
                        .setParameter(1, by.clinic())
                        .setParameter(2, by.actor().toString())
                        .setParameter(3, new String(EventJson.write(lines), StandardCharsets.UTF_8))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** As the statement takes it; the text is base64 by then. */
    private record Line(UUID letter, UUID id, byte[] text) {

        static Line of(UUID letter, Function<UUID, byte[]> seal) {
            UUID id = Ids.next();
            return new Line(letter, id, seal.apply(id));
        }
    }
}
