package org.visita.gateway.block;

import org.visita.kit.problem.Refusal;

/** Why a person blocks or lifts. */
final class Reason {

    private static final int LONGEST = 500;

    private Reason() {}

    static String of(String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw Refusal.invalid("/reason", "has 1 to " + LONGEST + " characters")
                    .asException();
        }
        return text.strip();
    }
}
