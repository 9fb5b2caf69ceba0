package org.visita.gateway.door;

import java.util.Set;

/** What is answered with as much as there is of it, in pieces, for minutes: by whole paths. */
final class LongAnswers {

    private static final Set<String> PATHS = Set.of("/v1/audit/export", "/v1/audit/verify");

    private LongAnswers() {}

    static boolean at(String path) {
        return PATHS.contains(path);
    }
}
