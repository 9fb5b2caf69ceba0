package org.visita.gateway.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.visita.contracts.access.AccessKey;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;

/**
 * How a key is written: row and announcement in one transaction, and this replica's own table right after it. So whoever
 * has the answer in hand finds it true at this replica at once, and at the others when the announcement arrives.
 */
@ApplicationScoped
class KeyWrites {

    private final IdempotentPost posts;
    private final KeyAnnouncer announcer;
    private final KeyTable table;

    @Inject
    KeyWrites(IdempotentPost posts, KeyAnnouncer announcer, KeyTable table) {
        this.posts = posts;
        this.announcer = announcer;
        this.table = table;
    }

    Uni<Response> once(
            Caller caller,
            String idempotencyKey,
            String operation,
            Object body,
            Supplier<Uni<AccessKeyEntity>> work,
            Function<AccessKeyEntity, Response> render) {
        // Stays empty when a first answer is given again: then nothing was written.
        AtomicReference<AccessKey> written = new AtomicReference<>();
        return posts.once(
                        caller,
                        idempotencyKey,
                        operation,
                        body,
                        () -> work.get()
                                .call(key -> announcer.announce(key.toAccessKey()))
                                .invoke(key -> written.set(key.toAccessKey())),
                        render)
                .invoke(() -> apply(written.get()));
    }

    private void apply(AccessKey key) {
        if (key != null) {
            table.apply(key);
        }
    }
}
