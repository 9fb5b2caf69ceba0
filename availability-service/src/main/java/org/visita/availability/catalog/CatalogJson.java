package org.visita.availability.catalog;

import java.util.List;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;

/** What callers send to describe one thing of the catalog, and get back. */
public interface CatalogJson {

    /** What lists are ordered for readers by; empty where the thing has no name. */
    String name();

    CatalogKind kind();

    /** What else of the catalog this names. */
    List<Reference> references();

    /** Notes everything that is wrong; called before anything else of this. */
    void check(Findings findings);

    /** What the other services get to know of it. */
    CatalogEntry toEntry(String id, String clinic, int version);

    /**
     * Another thing of the catalog, by id.
     *
     * @param pointer where it is named, for the refusal
     */
    record Reference(String pointer, CatalogKind kind, String id) {}
}
