package org.visita.gateway.door;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/** Failures of the router, as refusals. */
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private Failures() {}

    static Refusal refusal(RoutingContext context) {
        return switch (context.statusCode()) {
            case 400 -> CommonRefusal.INVALID_REQUEST.because("The request needs exactly one Host and a plain path.");
            case 404 -> Refusal.notFound();
            case 413 -> CommonRefusal.TOO_LARGE.because("Send less at once.");
            default -> {
                // What breaks a connection is its caller's affair, and the caller does not hear of it any more.
                if (!(context.failure() instanceof IOException
                        || context.failure() instanceof HttpClosedException
                        || context.failure() instanceof StreamResetException)) {
                    LOG.errorf(context.failure(), "Unexpected failure at the door");
                }
                yield CommonRefusal.INTERNAL.because("Tell support the trace id.");
            }
        };
    }
}
