package org.visita.ehrsync.replay;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.visita.ehrsync.delivery.WantDeliveries;
import org.visita.kit.outbox.Transactions;

/**
 * One step of a replay, in one transaction under its lock: learns how those fared that were sent, and sends the next. A
 * replica that dies leaves nothing half done; another takes the next step.
 */
@ApplicationScoped
class AdvanceReplay {

    private static final Logger LOG = Logger.getLogger(AdvanceReplay.class);

    /** Of those that wait, whether they still need to: some milliseconds' worth. */
    private static final int LOOKED_AT_PER_STEP = 2000;

    /** What a step did. */
    private record Step(Map<String, Integer> results, int sent) {

        static final Step NONE = new Step(Map.of(), 0);

        Step skipping(int count) {
            Map<String, Integer> all = new HashMap<>(results);
            all.merge(ReplayResults.SKIPPED, count, Integer::sum);
            return new Step(all, sent);
        }
    }

    private final Replays replays;
    private final ReplayItems items;
    private final GoneItems gone;
    private final WantDeliveries deliveries;
    private final ReplayResults results;
    private final Transactions transactions;

    @Inject
    AdvanceReplay(
            Replays replays,
            ReplayItems items,
            GoneItems gone,
            WantDeliveries deliveries,
            ReplayResults results,
            Transactions transactions) {
        this.replays = replays;
        this.items = items;
        this.gone = gone;
        this.deliveries = deliveries;
        this.results = results;
        this.transactions = transactions;
    }

    /**
     * Answers how many it sent.
     *
     * @param share of a second's items that may go out at once: one part in this many
     */
    Uni<Integer> step(Replays.Key replay, int share) {
        return transactions
                .write(() -> replays.lockIfFree(replay)
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(Step.NONE)
                                : items.settle(replay)
                                        .map(settled -> new Step(settled, 0))
                                        .chain(settled -> found.get().goesOn()
                                                ? goOn(replay, found.get(), settled, share)
                                                : Uni.createFrom().item(settled))))
                .invoke(step -> results.count(step.results()))
                .map(Step::sent);
    }

    private Uni<Step> goOn(Replays.Key replay, Replays.Running running, Step step, int share) {
        Uni<Long> failed = running.stopAfter() == 0 ? Uni.createFrom().item(-1L) : items.failed(replay);
        return failed.chain(count -> running.stopAfter() > 0 && count >= running.stopAfter()
                ? stop(replay, step, count)
                : send(replay, running, step, share).call(done -> endIfAllIsDone(replay)));
    }

    private Uni<Step> stop(Replays.Key replay, Step step, long failures) {
        LOG.warnf(
                "Replay %s stops after %d failure(s), as its rule says; the rest stay dead letters",
                replay.id(), failures);
        return items.skipRest(replay)
                .call(() -> replays.end(replay, Replays.STOPPED))
                .map(step::skipping);
    }

    private Uni<Step> send(Replays.Key replay, Replays.Running running, Step step, int share) {
        int most = Math.ceilDiv(running.perSecond(), share);
        return items.canGoOut(replay)
                .chain(can -> can
                        ? items.next(replay, running.perSecond(), most)
                        : Uni.createFrom().item(List.<UUID>of()))
                .chain(next -> next.isEmpty() ? Uni.createFrom().item(0) : send(replay, next))
                .chain(sent -> gone.skip(replay, LOOKED_AT_PER_STEP).map(new Step(step.results(), sent)::skipping));
    }

    private Uni<Integer> send(Replays.Key replay, List<UUID> letters) {
        return deliveries.again(replay.clinic(), letters, "replay").chain(again -> items.sent(replay, again)
                .replaceWith(again.size()));
    }

    private Uni<Void> endIfAllIsDone(Replays.Key replay) {
        return items.anyLeft(replay)
                .chain(left -> left
                        ? Uni.createFrom().voidItem()
                        : replays.end(replay, Replays.DONE).invoke(() -> gone.forget(replay)));
    }
}
