package org.visita.ehrsync.testing;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an EHR does instead of its duty.
 *
 * @param status of an answer that is made up
 * @param headers of that answer, as they are when it is given
 * @param pause how long it takes over it, or is away
 */
record Misdeed(Fault.Kind kind, int status, String body, Supplier<Map<String, String>> headers, Duration pause) {

    static Misdeed of(Fault.Kind kind, Duration pause) {
        return new Misdeed(kind, 0, "", Map::of, pause);
    }

    static Misdeed answer(int status, String body, Supplier<Map<String, String>> headers) {
        return new Misdeed(Fault.Kind.ANSWER, status, body, headers, Duration.ZERO);
    }

    EhrAnswer answer() {
        return new EhrAnswer(status, body, headers.get());
    }
}
