package org.visita.kit.problem;

import java.net.ConnectException;
import java.sql.SQLTransientException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.visita.kit.database.SqlStates;

/** What a failure says to the caller, whichever API it leaves by: a refusal inside it, an outage, or a bug of ours. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final Duration DEPENDENCY_RETRY = Duration.ofSeconds(2);

    private Failures() {}

    /** @param path of the request, for the log of a bug; without its query */
    public static Refusal refusalOf(Throwable failure, String path) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused.refusal();
            }
            if (isUnstorable(cause)) {
                return CommonRefusal.INVALID_REQUEST.because("A value is out of the range that can be stored.");
            }
            if (isOutage(cause)) {
                LOG.warnf(
                        "A dependency is out of reach (%s); answered 503",
                        cause.getClass().getSimpleName());
                return CommonRefusal.UNAVAILABLE
                        .because("A part that this needs does not answer. Whether it was done is not known: send it"
                                + " again, with the same Idempotency-Key.")
                        .retryAfter(DEPENDENCY_RETRY);
            }
        }
        LOG.errorf(failure, "Unexpected failure of %s", path);
        return CommonRefusal.INTERNAL.because("Tell support the trace id.");
    }

    /** Whether something does not answer now, or has refused: the same may go well later. Not for what the database said. */
    public static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException || isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Class 22: a value that the database cannot take, and that no check of ours has caught. */
    private static boolean isUnstorable(Throwable cause) {
        return SqlStates.of(cause).filter(state -> state.startsWith("22")).isPresent();
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof SQLTransientException
                || cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                || cause instanceof io.vertx.core.http.ConnectionPoolTooBusyException
                || cause instanceof java.nio.channels.ClosedChannelException
                || cause instanceof io.vertx.core.VertxException
                || cause instanceof java.util.concurrent.TimeoutException
                // Class 08: the connection broke; 53: out of connections or memory; 57: the operator or a crash ended
                // it.
                || SqlStates.of(cause)
                        .filter(state -> state.matches("(08|53|57).*"))
                        .isPresent();
    }
}
