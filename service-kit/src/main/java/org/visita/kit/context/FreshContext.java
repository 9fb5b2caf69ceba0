package org.visita.kit.context;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Runs work that no request or message brought. A database session hangs on the Vert.x context that it was opened on:
 * work that runs beside other work needs one of its own.
 */
@ApplicationScoped
public class FreshContext {

    private final VertxInternal vertx;

    @Inject
    FreshContext(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** The work starts on an event loop when the result is subscribed to, and ends on it. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(started -> Uni.createFrom()
                    .voidItem()
                    .chain(ignored -> work.get())
                    .subscribe()
                    .with(emitter::complete, emitter::fail));
        });
    }
}
