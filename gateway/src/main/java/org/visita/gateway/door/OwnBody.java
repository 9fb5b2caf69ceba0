package org.visita.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.visita.gateway.GatewayConfig;
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

    private final int mostBytes;
    private final Duration patience;

    OwnBody(GatewayConfig.Pipe config) {
        this.mostBytes = Math.toIntExact(config.mostBodyBytes());
        this.patience = config.requestTimeout();
    }

    /**
     * Puts the body where the REST layer looks for it.
     *
     * @return succeeds when it is whole; fails with a refusal if it is too large, or does not come
     * @throws RefusedException if it is a form: nothing here takes one, and the collector fails on what it cannot read
     */
    Future<Void> collect(RoutingContext context) {
        MultiMap headers = context.request().headers();
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type != null && FORM.matcher(type).lookingAt()) {
            if (CallerBody.isAnnounced(context.request())) {
                throw CommonRefusal.UNSUPPORTED_MEDIA_TYPE
                        .because("Send application/json.")
                        .asException();
            }
            // Some clients name the type of a body that they do not send.
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
        return CallerBody.whole(context.vertx(), context.request(), mostBytes, patience)
                .map(body -> {
                    ((RoutingContextInternal) context).setBody(body);
                    return null;
                });
    }

    /** An announced body that was empty leaves none behind, and the REST layer would go on waiting for it. */
    static void settle(RoutingContext context) {
        if (context.request().isEnded() && context.body().buffer() == null) {
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
        }
        MultiMap headers = context.request().headers();
        boolean empty = context.body().buffer() == null || context.body().length() <= 0;
        if (empty && !headers.contains(HttpHeaders.CONTENT_TYPE)) {
            // Nothing has no type, and yet the REST layer asks for the one that a body would have.
            headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        // Met, if there was one: the REST layer would meet it a second time.
        context.request().headers().remove(HttpHeaders.EXPECT);
        context.next();
    }
}
