package org.visita.availability.visittype;

import java.util.List;
import org.visita.availability.catalog.Findings;

/**
 * What the clinic wants to know before the visit. It stays in this service; the answers are no part of the catalog.
 *
 * @param key unique within the visit type; answers are given under it
 * @param text as the patient reads it
 * @param kind {@code text}, {@code boolean}, {@code choice}, {@code number} or {@code date}
 * @param choices of a {@code choice}, at least two; else left out
 */
public record QuestionJson(String key, String text, String kind, boolean required, List<String> choices) {

    enum Kind {
        TEXT,
        BOOLEAN,
        CHOICE,
        NUMBER,
        DATE
    }

    private static final int LONGEST_TEXT = 1000;
    private static final int MOST_CHOICES = 50;

    public QuestionJson {
        choices = choices == null ? List.of() : choices;
    }

    void check(Findings findings, String pointer) {
        findings.code(pointer + "/key", key);
        findings.text(pointer + "/text", text, LONGEST_TEXT);
        findings.code(pointer + "/kind", kind, Kind.class);
        if ("choice".equals(kind) && choices.size() < 2) {
            findings.add(pointer + "/choices", "has at least 2 items");
        } else if (!"choice".equals(kind) && !choices.isEmpty()) {
            findings.add(pointer + "/choices", "goes with the kind choice only");
        }
        findings.items(pointer + "/choices", choices, MOST_CHOICES);
        findings.texts(pointer + "/choices", choices);
        findings.distinct(pointer + "/choices", choices, choice -> choice, "");
    }
}
