package org.visita.gateway.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

class LoadTest {

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Ending> endings = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void admits_so_many_and_then_as_many_as_have_left() {
        Load load = new Load(2, Duration.ofSeconds(5));

        onLoop(() -> {
            load.admit(vertx, request());
            load.admit(vertx, request());
            assertRefused(load);
            endings.getFirst().come();
            endings.getFirst().come();
            load.admit(vertx, request());
            assertRefused(load);
        });
    }

    @Test
    void counts_nobody_whose_request_is_over_already() {
        Load load = new Load(1, Duration.ofSeconds(5));

        onLoop(() -> {
            Ending gone = request();
            gone.come();
            load.admit(vertx, gone);
            load.admit(vertx, request());
            assertRefused(load);
        });
    }

    @Test
    void admits_nobody_while_the_event_loop_is_late_again_and_again() {
        Load load = new Load(1_000, Duration.ofMillis(50));
        onLoop(() -> load.admit(vertx, request()));

        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(begun -> holdAgain(6, () -> assertRefused(load), done));
        done.join();
    }

    /** All of it on the loop, so that it has no idle moment between, however busy the machine is. */
    private void holdAgain(int times, Runnable then, CompletableFuture<Void> done) {
        if (times == 0) {
            try {
                then.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
            return;
        }
        hold();
        vertx.setTimer(1, due -> holdAgain(times - 1, then, done));
    }

    @Test
    void admits_everybody_after_a_single_pause() {
        Load load = new Load(1_000, Duration.ofMillis(50));
        onLoop(() -> load.admit(vertx, request()));

        onLoop(LoadTest::hold);

        onLoop(() -> load.admit(vertx, request()));
    }

    /** Longer than a tick and the bound together. */
    private static void hold() {
        long until = System.nanoTime() + Duration.ofMillis(300).toNanos();
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private void assertRefused(Load load) {
        assertThatThrownBy(() -> load.admit(vertx, request()))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo(CommonRefusal.UNAVAILABLE);
                    assertThat(refused.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(1));
                });
    }

    private void onLoop(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(begun -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        done.join();
    }

    private Ending request() {
        Ending ending = new Ending();
        endings.add(ending);
        return ending;
    }
}
