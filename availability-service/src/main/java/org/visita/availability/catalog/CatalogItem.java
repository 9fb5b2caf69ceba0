package org.visita.availability.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing of the catalog with its place in time.
 *
 * @param version 1 at creation, one more with each change
 */
public record CatalogItem<T extends CatalogJson>(
        UUID id, String clinic, int version, T content, Instant createdAt, Instant updatedAt) {}
