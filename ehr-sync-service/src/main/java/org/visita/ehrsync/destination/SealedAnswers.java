package org.visita.ehrsync.destination;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.visita.kit.idempotency.AnswerSeal;

/** A bare hash of a request that carried a secret would let whoever has the table try out guesses. */
@ApplicationScoped
class SealedAnswers implements AnswerSeal {

    private static final String PLACE = "kept answer";

    private final Sealing sealing;

    @Inject
    SealedAnswers(Sealing sealing) {
        this.sealing = sealing;
    }

    @Override
    public byte[] seal(String clinic, byte[] body) {
        // Any bytes, each as a character, as a hash is no text.
        return sealing.seal(new String(body, StandardCharsets.ISO_8859_1), clinic, PLACE);
    }

    @Override
    public byte[] open(String clinic, byte[] sealed) {
        return sealing.open(sealed, clinic, PLACE)
                .orElseThrow(
                        () -> new IllegalStateException("a kept answer does not open; was the master key changed?"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
