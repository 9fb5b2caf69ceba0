package org.visita.patient.sealing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.kit.idempotency.AnswerSeal;

/** The answers kept for repeated requests hold whole patients: they stand encrypted like the patients themselves. */
@ApplicationScoped
class SealedAnswers implements AnswerSeal {

    private static final String USE = "answer";

    private final ClinicKeys keys;

    @Inject
    SealedAnswers(ClinicKeys keys) {
        this.keys = keys;
    }

    @Override
    public byte[] seal(String clinic, byte[] body) {
        return keys.alreadyOpened(clinic).seal(body, USE);
    }

    @Override
    public byte[] open(String clinic, byte[] sealed) {
        return keys.alreadyOpened(clinic).open(sealed, USE);
    }
}
