package org.visita.ehrsync.deadletter;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.visita.ehrsync.delivery.DiscardDeliveries;
import org.visita.kit.identity.Caller;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.RefusedException;

/** Decides that a version of a booking will not come to the EHR. Its letter is kept; it can be restored for a time. */
@ApplicationScoped
class DiscardDeadLetters {

    /** At one go, for the sake of the transaction. */
    static final int MOST = 1000;

    /** Said among the comments too: the letter itself forgets who discarded it, and why, when it comes back. */
    private static final String DISCARDED = "Discarded: ";

    private final Standings standings;
    private final DiscardDeliveries deliveries;
    private final Notes notes;
    private final CommentOnDeadLetter comments;
    private final Transactions transactions;

    @Inject
    DiscardDeadLetters(
            Standings standings,
            DiscardDeliveries deliveries,
            Notes notes,
            CommentOnDeadLetter comments,
            Transactions transactions) {
        this.standings = standings;
        this.deliveries = deliveries;
        this.notes = notes;
        this.comments = comments;
        this.transactions = transactions;
    }

    /** @throws org.visita.kit.problem.RefusedException if there is no such letter, or it is not open */
    Uni<Void> one(Caller by, UUID id, String reason) {
        return transactions
                .write(() -> standings
                        .lock(by.clinic(), id)
                        .invoke(DiscardDeadLetters::check)
                        .chain(() -> discard(by, List.of(id), reason))
                        .invoke(count -> {
                            if (count == 0) {
                                throw notOpen();
                            }
                        }))
                .replaceWithVoid();
    }

    /** Of those that match, the oldest {@value #MOST}. Answers how many they were. */
    Uni<Integer> all(Caller by, DeadLetterFilter filter, String reason) {
        return transactions.write(() -> matching(by.clinic(), filter).chain(letters -> discard(by, letters, reason)));
    }

    private static void check(Standing standing) {
        if (standing.isDiscarded()) {
            throw DeadLetterProblem.DISCARDED
                    .because("It is discarded already.")
                    .asException();
        }
        if (!standing.isOpen()) {
            throw notOpen();
        }
    }

    private static RefusedException notOpen() {
        return DeadLetterProblem.NOT_NEEDED
                .because("It is being tried again, or the EHR holds the booking by now.")
                .asException();
    }

    private Uni<Integer> discard(Caller by, Collection<UUID> letters, String reason) {
        Map<UUID, String> reasons = letters.stream()
                .collect(
                        Collectors.toMap(Function.identity(), letter -> notes.sealReason(by.clinic(), letter, reason)));
        return deliveries
                .discard(by.clinic(), reasons, by.actor().toString())
                .call(discarded -> comments.onAll(by, discarded, DISCARDED + reason))
                .map(Set::size);
    }

    private static Uni<List<UUID>> matching(String clinic, DeadLetterFilter filter) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select l.id from dead_letter l " + filter.join()
                                + "where l.clinic = ?1 order by l.id limit ?3",
                        UUID.class)
                .setParameter(1, clinic)
                .setParameter(2, filter.json())
                .setParameter(3, (long) MOST)
                .getResultList());
    }
}
