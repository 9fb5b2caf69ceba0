package org.visita.ehrsync.replay;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.kit.identity.Caller;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;

/** Takes down which dead letters match, to be tried again one by one. Those that die later are not among them. */
@ApplicationScoped
class StartReplay {

    private final Replays replays;
    private final Transactions transactions;
    private final int most;

    @Inject
    StartReplay(Replays replays, Transactions transactions, EhrSyncConfig config) {
        this.replays = replays;
        this.transactions = transactions;
        this.most = config.deadLetters().replays();
    }

    /**
     * Answers with its id.
     *
     * @throws org.visita.kit.problem.RefusedException if too many run already
     */
    Uni<UUID> start(Caller by, ReplayJson.Plan plan) {
        Replays.Key key = new Replays.Key(by.clinic(), Ids.next());
        return transactions.write(() -> replays.running(by.clinic())
                .invoke(this::refuseIfTooMany)
                .chain(() -> replays.add(key, by.actor().toString(), plan))
                .chain(found -> found == 0
                        ? replays.end(key, Replays.DONE)
                        : Uni.createFrom().voidItem())
                .replaceWith(key.id()));
    }

    private void refuseIfTooMany(long running) {
        if (running >= most) {
            throw ReplayProblem.LIMIT_REACHED
                    .because(most + " replays of this clinic are running. Wait for one to end, or cancel it.")
                    .asException();
        }
    }
}
