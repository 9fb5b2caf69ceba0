package org.visita.kit.idempotency;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * How a kept answer stands in the database, and the hash of the request that it answered (a bare hash of a person would
 * let whoever has the table try out guesses). A service whose answers hold personal data replaces it by encryption.
 */
public interface AnswerSeal {

    byte[] seal(String clinic, byte[] body);

    byte[] open(String clinic, byte[] sealed);

    /** For answers without personal data. */
    @DefaultBean
    @ApplicationScoped
    class Plain implements AnswerSeal {

        @Override
        public byte[] seal(String clinic, byte[] body) {
            return body;
        }

        @Override
        public byte[] open(String clinic, byte[] sealed) {
            return sealed;
        }
    }
}
