package org.visita.ehrsync;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Where a chain goes on. */
public final class Contexts {

    private Contexts() {}

    /**
     * Goes on where the caller is now, wherever the result comes from: a timer, or work that somebody else started. A
     * database session hangs on the context, and others have theirs.
     */
    public static <T> Uni<T> here(Uni<T> elsewhere) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return context == null ? elsewhere : elsewhere.emitOn(task -> context.runOnContext(ignored -> task.run()));
        });
    }
}
