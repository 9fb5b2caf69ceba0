package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.regex.Pattern;
import org.visita.gateway.pipe.CallerBody;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/**
 * The body of a request that this process answers itself: collected here, because the REST layer notices too much in
 * pieces only after it has begun, and then fails instead of refusing.
 */
final class OwnBody {

    private static final Pattern FORM =
            Pattern.compile("\\s*(multipart/|application/x-www-form-urlencoded)", Pattern.CASE_INSENSITIVE);

    private final BodyHandler handler;

    /** @param mostBytes one more is refused as {@code too-large} */
    OwnBody(long mostBytes) {
        this.handler = BodyHandler.create(false).setBodyLimit(mostBytes);
    }

    /**
     * Goes on to the next handler when the body is whole.
     *
     * @throws RefusedException if it is a form: nothing here takes one, and the collector fails on what it cannot read
     */
    void collect(RoutingContext context) {
        MultiMap headers = context.request().headers();
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && FORM.matcher(type).lookingAt()) {
            if (CallerBody.isAnnounced(headers)) {
                throw CommonRefusal.UNSUPPORTED_MEDIA_TYPE
                        .because("Send application/json.")
                        .asException();
            }
            // Some clients name the type of a body that they do not send.
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
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
