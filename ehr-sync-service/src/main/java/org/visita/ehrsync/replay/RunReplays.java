package org.visita.ehrsync.replay;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.kit.context.FreshContext;

/** Keeps replays going. Every replica tries; the lock of a replay lets one of them take each step. */
@ApplicationScoped
class RunReplays {

    private static final Logger LOG = Logger.getLogger(RunReplays.class);

    /** A second's share goes out in so many parts. */
    private static final int STEPS_PER_SECOND = 5;

    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(1).dividedBy(STEPS_PER_SECOND);
    private static final Duration WHILE_NOTHING_GOES = Duration.ofSeconds(1);

    private final Replays replays;
    private final AdvanceReplay advanceReplay;
    private final DeliveryDispatcher dispatcher;
    private final FreshContext fresh;
    private final Vertx vertx;
    private volatile boolean stopped;

    /** Looks in a row at which nothing could be sent. */
    private volatile int idle;

    @Inject
    RunReplays(
            Replays replays,
            AdvanceReplay advanceReplay,
            DeliveryDispatcher dispatcher,
            FreshContext fresh,
            Vertx vertx) {
        this.replays = replays;
        this.advanceReplay = advanceReplay;
        this.dispatcher = dispatcher;
        this.fresh = fresh;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        stopped = false;
        lookIn(WHILE_NOTHING_GOES);
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void lookIn(Duration pause) {
        if (!stopped) {
            vertx.setTimer(
                    pause.toMillis(), tick -> fresh.run(this::look).subscribe().with(this::lookIn, this::failed));
        }
    }

    /** Answers how long to wait until the next look. */
    private Uni<Duration> look() {
        return Panache.withSession(replays::underWay).chain(this::stepAll).map(this::pauseAfter);
    }

    /** What only waits for a paused connection is not worth looking at five times a second. */
    private Duration pauseAfter(int sent) {
        int looks = sent == 0 ? idle + 1 : 0;
        idle = looks;
        return looks < STEPS_PER_SECOND ? BETWEEN_STEPS : WHILE_NOTHING_GOES;
    }

    private Uni<Integer> stepAll(List<Replays.Key> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(this::step)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    /** One that fails is tried again at the next look, and does not keep the others. */
    private Uni<Integer> step(Replays.Key replay) {
        return advanceReplay
                .step(replay, STEPS_PER_SECOND)
                .invoke(sent -> {
                    if (sent > 0) {
                        dispatcher.wake();
                    }
                })
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "A step of replay %s failed (%s); it is taken again",
                        replay.id(), failure.getClass().getSimpleName()))
                .onFailure()
                .recoverWithItem(0);
    }

    private void failed(Throwable failure) {
        LOG.warnf(
                "Looking for replays failed (%s); next try in %s",
                failure.getClass().getSimpleName(), WHILE_NOTHING_GOES);
        lookIn(WHILE_NOTHING_GOES);
    }
}
