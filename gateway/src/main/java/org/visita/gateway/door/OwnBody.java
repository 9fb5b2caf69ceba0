package org.visita.gateway.door;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * The body of a request that this process answers itself: collected here, because the REST layer notices too much in
 * pieces only after it has begun, and then fails instead of refusing.
 */
final class OwnBody {

    private final BodyHandler handler;

    /** @param mostBytes one more is refused as {@code too-large} */
    OwnBody(long mostBytes) {
        this.handler = BodyHandler.create(false).setBodyLimit(mostBytes);
    }

    /** Goes on to the next handler when the body is whole. */
    void collect(RoutingContext context) {
        handler.handle(context);
    }

    /** An announced body that was empty leaves none behind, and the REST layer would go on waiting for it. */
    static void settle(RoutingContext context) {
        if (context.request().isEnded() && context.body().buffer() == null) {
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
        }
        // Met, if there was one: the REST layer would meet it a second time.
        context.request().headers().remove(HttpHeaders.EXPECT);
        context.next();
    }
}
