package org.visita.gateway.wire;

import java.util.Optional;
import java.util.UUID;

/** How the wire tells the door of a request that could not be read: by an address that no caller can know. */
public final class Unreadable {

    public enum Reason {
        ADDRESS_TOO_LONG,
        HEADERS_TOO_LARGE,
        BROKEN
    }

    /** Another one in each process. */
    private static final String PREFIX = "/" + UUID.randomUUID() + "/";

    private Unreadable() {}

    static String because(Reason reason) {
        return PREFIX + reason;
    }

    /** Empty for a request that is one. */
    public static Optional<Reason> in(String uri) {
        return uri != null && uri.startsWith(PREFIX)
                ? Optional.of(Reason.valueOf(uri.substring(PREFIX.length())))
                : Optional.empty();
    }
}
