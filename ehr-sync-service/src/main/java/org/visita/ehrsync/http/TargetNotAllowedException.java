package org.visita.ehrsync.http;

/** The name leads into a private network, where this service does not go on behalf of a caller. */
public final class TargetNotAllowedException extends RuntimeException {

    TargetNotAllowedException() {
        super("the target is not public", null, false, false);
    }
}
