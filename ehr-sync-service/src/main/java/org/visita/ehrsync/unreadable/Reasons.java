package org.visita.ehrsync.unreadable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.UUID;
import org.visita.ehrsync.destination.Sealing;

/** Why records were discarded, encrypted: people write about people. */
@ApplicationScoped
class Reasons {

    private static final String PLACE = "unreadable-record";
    private static final String LOST = "(does not open: it was written under another master key)";

    private final Sealing sealing;

    @Inject
    Reasons(Sealing sealing) {
        this.sealing = sealing;
    }

    String seal(UUID record, String text) {
        return Base64.getEncoder().encodeToString(sealing.seal(text, PLACE, record.toString()));
    }

    String open(UUID record, String sealed) {
        return sealing.open(Base64.getDecoder().decode(sealed), PLACE, record.toString())
                .orElse(LOST);
    }
}
