package org.visita.ehrsync.deadletter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.UUID;
import org.visita.ehrsync.destination.Sealing;

/** What people write about dead letters, encrypted: people write about people. */
@ApplicationScoped
class Notes {

    private static final String LOST = "(does not open: it was written under another master key)";
    private static final String REASON = "discard-reason";
    private static final String COMMENT = "comment";

    private final Sealing sealing;

    @Inject
    Notes(Sealing sealing) {
        this.sealing = sealing;
    }

    String sealReason(String clinic, UUID letter, String text) {
        return Base64.getEncoder().encodeToString(sealing.seal(text, clinic, letter.toString(), REASON));
    }

    String openReason(String clinic, UUID letter, String sealed) {
        return sealing.open(Base64.getDecoder().decode(sealed), clinic, letter.toString(), REASON)
                .orElse(LOST);
    }

    /** @param id of the comment */
    byte[] sealComment(String clinic, UUID id, String text) {
        return sealing.seal(text, clinic, id.toString(), COMMENT);
    }

    String openComment(String clinic, UUID id, byte[] sealed) {
        return sealing.open(sealed, clinic, id.toString(), COMMENT).orElse(LOST);
    }
}
