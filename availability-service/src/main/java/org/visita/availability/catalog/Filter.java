package org.visita.availability.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.contracts.catalog.CatalogKind;

/**
 * Narrows a list to what names another thing of the catalog, or is meant for all of that kind.
 *
 * @param parameter of the query
 * @param id as the caller sent it; null if they did not
 */
public record Filter(String parameter, CatalogKind kind, String id) {

    public static Filter practitioner(String id) {
        return new Filter("?practitioner", CatalogKind.PRACTITIONER, id);
    }

    public static Filter location(String id) {
        return new Filter("?location", CatalogKind.LOCATION, id);
    }

    /** @throws org.visita.kit.problem.RefusedException with all that are no ids */
    static List<Reference> named(Filter... filters) {
        List<Reference> named = Stream.of(filters)
                .filter(filter -> filter.id != null)
                .map(filter -> new Reference(filter.parameter, filter.kind, filter.id))
                .toList();
        Findings findings = new Findings();
        named.forEach(reference -> findings.id(reference.pointer(), reference.id()));
        findings.refuseIfAny();
        return named;
    }
}
