package org.visita.ehrsync.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.visita.ehrsync.destination.CreatesBy;

/**
 * What a test found.
 *
 * @param ok no check failed
 * @param createsBy how Appointments are created from now on
 */
record ConnectionReport(boolean ok, List<Check> checks, CreatesBy createsBy, Instant testedAt) {

    enum Outcome {
        @JsonProperty("ok")
        OK,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("failed")
        FAILED
    }

    /**
     * @param name what was looked at
     * @param code {@code ok}, or what is the matter, see {@code docs/connections.md}
     * @param detail a sentence for people
     */
    record Check(String name, Outcome outcome, String code, String detail) {

        static Check ok(String name, String detail) {
            return new Check(name, Outcome.OK, "ok", detail);
        }

        static Check warning(String name, String code, String detail) {
            return new Check(name, Outcome.WARNING, code, detail);
        }

        static Check failed(String name, String code, String detail) {
            return new Check(name, Outcome.FAILED, code, detail);
        }
    }
}
