package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import org.visita.contracts.catalog.CatalogKind;

/** What a thing of one kind has to keep in the light of the rest of the catalog. Checked within its change. */
public interface CatalogRule {

    CatalogKind kind();

    /** Fails with a {@link org.visita.kit.problem.RefusedException} if the rule is broken. */
    Uni<Void> check(CatalogItem<?> item);
}
