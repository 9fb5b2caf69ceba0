package org.visita.availability.catalog;

import org.visita.contracts.catalog.CatalogEntry;

/**
 * A change of the catalog, made or tried out.
 *
 * @param item after the change; when it is deleted, as it was last
 * @param entry what the other services get to know
 * @param impact what it does to what stands
 */
record CatalogChange<T extends CatalogJson>(CatalogItem<T> item, CatalogEntry entry, Impact impact) {}
