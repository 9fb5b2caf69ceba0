package org.visita.availability.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.visita.contracts.catalog.CatalogKind;

@Entity
@Table(name = "catalog_item")
@IdClass(ItemKey.class)
class CatalogItemEntity {

    @Id
    String clinic;

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    CatalogKind kind;

    int version;

    String name;

    String content;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;
}
