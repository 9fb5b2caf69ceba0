package org.visita.availability.slot;

import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusalCode;
import org.visita.rules.RefusalReason;

/** Why a search is refused, whatever the time. */
enum SlotProblem implements RefusalCode {
    NOT_OFFERED("not-offered", "Nobody offers this visit like that."),
    NOT_FOR_PATIENT("not-for-patient", "This visit type is for other patients.");

    private static final int UNPROCESSABLE = 422;

    private final Entry entry;

    SlotProblem(String code, String title) {
        this.entry = new Entry(code, UNPROCESSABLE, title, "business-rule");
    }

    /** What the engine objects to a query. */
    static Refusal of(RefusalReason objection) {
        return switch (objection) {
            case UNKNOWN_VISIT_TYPE -> Refusal.unknownReference("?visitType");
            case UNKNOWN_PRACTITIONER -> Refusal.unknownReference("?practitioner");
            case UNKNOWN_LOCATION -> Refusal.unknownReference("?location");
            case NOT_OFFERED -> NOT_OFFERED.because(objection.detail());
            case NOT_FOR_PATIENT -> NOT_FOR_PATIENT.because(objection.detail());
            case BELOW_NOTICE,
                    BEYOND_HORIZON,
                    OUTSIDE_AVAILABILITY,
                    NONEXISTENT_LOCAL_TIME,
                    OFF_GRID,
                    LIMIT_REACHED,
                    SLOT_TAKEN,
                    PATIENT_CONFLICT ->
                throw new IllegalArgumentException("not an objection to a search: " + objection);
        };
    }

    static boolean isUnknownReference(Refusal refusal) {
        return refusal.code() == CommonRefusal.UNKNOWN_REFERENCE;
    }

    @Override
    public Entry entry() {
        return entry;
    }
}
