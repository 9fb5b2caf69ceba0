package org.visita.gateway.door;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
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
                if (!(context.failure() instanceof HttpClosedException)) {
                    LOG.errorf(context.failure(), "Unexpected failure at the door");
                }
                yield CommonRefusal.INTERNAL.because("Tell support the trace id.");
            }
        };
    }
}
