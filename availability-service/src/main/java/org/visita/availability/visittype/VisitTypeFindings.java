package org.visita.availability.visittype;

import java.time.Duration;
import java.util.List;
import org.visita.availability.catalog.Findings;
import org.visita.contracts.catalog.OfferedModality;
import org.visita.contracts.catalog.PatientStatus;
import org.visita.kit.catalog.ToRules;
import org.visita.rules.VisitLimits;
import org.visita.rules.VisitType;

/** What can be wrong with a visit type, taken by itself. */
final class VisitTypeFindings {

    private static final int MOST_QUESTIONS = 50;
    private static final int LONGEST_INSTRUCTIONS = 4000;

    private VisitTypeFindings() {}

    static void check(Findings findings, VisitTypeJson type) {
        findings.name(type.name());
        checkTimes(findings, type);
        findings.ids("/practitionerIds", type.practitionerIds());
        findings.ids("/locationIds", type.locationIds());
        checkCodes(findings, type);
        findings.number("/seats", type.seats(), 1, VisitType.MAX_SEATS);
        findings.number("/limits/perDay", type.limits().perDay(), 1, VisitLimits.MOST);
        findings.number("/limits/perWeek", type.limits().perWeek(), 1, VisitLimits.MOST);
        checkEquipment(findings, type.equipmentTypes());
        checkVariants(findings, type.variants());
        checkQuestions(findings, type.questions());
        if (type.instructions() != null) {
            findings.text("/instructions", type.instructions(), LONGEST_INSTRUCTIONS);
        }
        findings.engine(() -> ToRules.part(type.toEntry("new", "new", 1)));
    }

    private static void checkTimes(Findings findings, VisitTypeJson type) {
        if (type.duration() == null) {
            findings.add("/duration", "is needed");
        }
        // Left out, the interval is the duration, and wrong with it: said once.
        Duration interval = type.slotInterval() == type.duration() ? null : type.slotInterval();
        TimingFindings.check(findings, "", type.duration(), interval, type.bufferBefore(), type.bufferAfter());
        findings.duration("/notice", type.notice(), Duration.ZERO, VisitType.MAX_HORIZON);
        findings.duration("/horizon", type.horizon(), Duration.ZERO, VisitType.MAX_HORIZON);
        if (type.horizon().compareTo(type.notice()) < 0) {
            findings.add("/horizon", "is not less than /notice");
        }
    }

    private static void checkCodes(Findings findings, VisitTypeJson type) {
        if (type.serviceType() != null) {
            findings.coding("/serviceType", type.serviceType());
        }
        findings.items("/codes", type.codes());
        for (int at = 0; at < type.codes().size(); at++) {
            findings.coding("/codes/" + at, type.codes().get(at));
        }
        findings.code("/modality", type.modality(), OfferedModality.class);
        if (!type.patients().equals(VisitTypeJson.ANY_PATIENT)) {
            findings.code("/patients", type.patients(), PatientStatus.class);
        }
    }

    private static void checkEquipment(Findings findings, List<String> types) {
        findings.items("/equipmentTypes", types, VisitType.MAX_EQUIPMENT_TYPES);
        for (int at = 0; at < types.size(); at++) {
            findings.code("/equipmentTypes/" + at, types.get(at));
        }
        findings.distinct("/equipmentTypes", types, type -> type, "");
    }

    private static void checkVariants(Findings findings, List<VariantJson> variants) {
        findings.items("/variants", variants, PatientStatus.values().length);
        for (int at = 0; at < variants.size(); at++) {
            if (variants.get(at) == null) {
                findings.add("/variants/" + at, "is needed");
            } else {
                variants.get(at).check(findings, "/variants/" + at);
            }
        }
        findings.distinct("/variants", variants, VariantJson::patient, "/patient");
    }

    private static void checkQuestions(Findings findings, List<QuestionJson> questions) {
        findings.items("/questions", questions, MOST_QUESTIONS);
        for (int at = 0; at < questions.size(); at++) {
            if (questions.get(at) == null) {
                findings.add("/questions/" + at, "is needed");
            } else {
                questions.get(at).check(findings, "/questions/" + at);
            }
        }
        findings.distinct("/questions", questions, QuestionJson::key, "/key");
    }
}
