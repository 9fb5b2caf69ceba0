package org.visita.availability.catalog;

import org.visita.contracts.catalog.CatalogKind;

/** A kind of catalog item, and the record that describes it. */
public record CatalogType<T extends CatalogJson>(CatalogKind kind, Class<T> json) {}
