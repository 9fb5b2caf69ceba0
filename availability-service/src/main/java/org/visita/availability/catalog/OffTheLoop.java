package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Work that may take longer than an event loop may be held. Its outcome comes back on the loop, as a session needs. */
public final class OffTheLoop {

    private OffTheLoop() {}

    /** Work that ends on a thread of its own. */
    static <T> Uni<T> await(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context loop = Vertx.currentContext();
            return work.emitOn(next -> loop.runOnContext(ignored -> next.run()));
        });
    }

    public static <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() ->
                        Vertx.currentContext().executeBlocking(work, false).toCompletionStage());
    }
}
