package org.visita.ehrsync.testing;

/**
 * In what honest FHIR servers differ (measured, {@code docs/fhir.md}).
 *
 * @param staleMatch status of an answer to an {@code If-Match} that names another version
 * @param missingReference status of an answer to a resource that refers to nothing: 400 or 404
 * @param noOps whether a PUT of what is there already makes no new version
 * @param clientIds whether a PUT under a new id creates the resource ({@code updateCreate})
 * @param conditionalCreate whether {@code If-None-Exist} is heeded; where it is not, servers create without a word
 */
public record EhrSemantics(
        int staleMatch, int missingReference, boolean noOps, boolean clientIds, boolean conditionalCreate) {

    /** Nothing that may be relied on but what a delivery cannot do without. */
    public static final EhrSemantics PLAIN = new EhrSemantics(409, 400, false, false, true);

    public static final EhrSemantics LIKE_HAPI = new EhrSemantics(409, 400, true, true, true);
    public static final EhrSemantics LIKE_MEDPLUM = new EhrSemantics(412, 400, false, false, true);

    /** Heeds no {@code If-None-Exist}: who creates twice has two. */
    public static final EhrSemantics BARE = new EhrSemantics(412, 404, false, false, false);

    public EhrSemantics withClientIds() {
        return new EhrSemantics(staleMatch, missingReference, noOps, true, conditionalCreate);
    }

    public EhrSemantics withoutConditionalCreate() {
        return new EhrSemantics(staleMatch, missingReference, noOps, clientIds, false);
    }
}
