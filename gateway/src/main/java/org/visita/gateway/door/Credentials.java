package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.visita.kit.problem.Refusal;

/** Finds the credential in a request: in a header, once, and nowhere else (RFC 6750, sections 2 and 3.1). */
final class Credentials {

    static final String API_KEY = "X-API-Key";

    private static final String BEARER = "bearer ";

    /** A key of ours in whatever parameter, or anybody's in one that is named for it. */
    private static final Pattern KEY_IN_QUERY = Pattern.compile(
            "vis(_|%5f)(live|test)(_|%5f)|(^|&)(api[_-]?key|x-api-key|access_token|authorization|client_secret|client_assertion)=",
            Pattern.CASE_INSENSITIVE);

    private Credentials() {}

    /** Whether the query holds a key: it then stands in histories and logs on its way here, and has leaked. */
    static boolean leaked(Target target) {
        return target.query() != null && KEY_IN_QUERY.matcher(target.query()).find();
    }

    /**
     * What the caller showed.
     *
     * @param mayBeToken whether it stood where tokens stand, too
     */
    record Shown(String text, boolean mayBeToken) {

        /** Without the text: it opens doors. */
        @Override
        public String toString() {
            return "Shown[...]";
        }
    }

    /** Empty if there is no credential. */
    static Optional<Shown> in(MultiMap headers) {
        List<String> authorization = headers.getAll(HttpHeaders.AUTHORIZATION);
        List<String> apiKey = headers.getAll(API_KEY);
        if (authorization.size() + apiKey.size() > 1) {
            throw Refusal.invalid("", "The request has more than one credential.")
                    .asException();
        }
        if (!apiKey.isEmpty()) {
            return Optional.of(new Shown(apiKey.getFirst().strip(), false));
        }
        return authorization.stream()
                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(text -> new Shown(text.substring(BEARER.length()).strip(), true))
                .findFirst();
    }
}
