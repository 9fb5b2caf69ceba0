package org.visita.availability.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.kit.paging.PageRequest;

/** The store of the catalog; the only class that knows its rows. */
@ApplicationScoped
class CatalogItems implements PanacheRepositoryBase<CatalogItemEntity, ItemKey> {

    private final ObjectMapper json;

    @Inject
    CatalogItems(ObjectMapper json) {
        this.json = json;
    }

    <T extends CatalogJson> Uni<Optional<CatalogItem<T>>> find(String clinic, UUID id, CatalogType<T> type) {
        return find("clinic = ?1 and id = ?2 and kind = ?3", clinic, id, type.kind())
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(found -> toItem(found, type)));
    }

    /** Locks the row, so that two changes of one item follow one another. */
    <T extends CatalogJson> Uni<Optional<CatalogItem<T>>> findForChange(String clinic, UUID id, CatalogType<T> type) {
        return find("clinic = ?1 and id = ?2 and kind = ?3", clinic, id, type.kind())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(found -> toItem(found, type)));
    }

    <T extends CatalogJson> Uni<List<CatalogItem<T>>> list(String clinic, CatalogType<T> type, PageRequest page) {
        Optional<UUID> after = page.after(UUID::fromString);
        String filter = "clinic = :clinic and kind = :kind" + (after.isPresent() ? " and id > :after" : "");
        Map<String, Object> parameters = new HashMap<>(Map.of("clinic", clinic, "kind", type.kind()));
        after.ifPresent(id -> parameters.put("after", id));
        return find(filter + " order by id", parameters)
                .range(0, page.fetch() - 1)
                .list()
                .map(rows -> rows.stream().map(row -> toItem(row, type)).toList());
    }

    /** Those of the references that are not there. */
    Uni<List<Reference>> missing(String clinic, List<Reference> references) {
        if (references.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<UUID> ids = references.stream()
                .map(reference -> UUID.fromString(reference.id()))
                .toList();
        return list("clinic = ?1 and id in ?2", clinic, ids).map(rows -> {
            Set<String> there = new HashSet<>();
            rows.forEach(row -> there.add(row.kind + "/" + row.id));
            return references.stream()
                    .filter(reference -> !there.contains(reference.kind() + "/" + reference.id()))
                    .toList();
        });
    }

    Uni<Void> insert(CatalogItem<?> item) {
        return persist(toRow(item)).chain(Panache::flush).chain(() -> refer(item));
    }

    Uni<Void> update(CatalogItem<?> item) {
        return findById(new ItemKey(item.clinic(), item.id()))
                .invoke(row -> fill(row, item))
                .chain(Panache::flush)
                .chain(() -> refer(item));
    }

    private Uni<Void> refer(CatalogItem<?> item) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "delete from catalog_reference where clinic = ?1 and item_id = ?2")
                .setParameter(1, item.clinic())
                .setParameter(2, item.id())
                .executeUpdate()
                .chain(() -> item.content().references().stream()
                        .distinct()
                        .reduce(
                                Uni.createFrom().voidItem(),
                                (before, reference) -> before.chain(() -> session.createNativeQuery("""
                                                        insert into catalog_reference
                                                            (clinic, item_id, target_kind, target_id)
                                                        values (?1, ?2, ?3, ?4) on conflict do nothing""")
                                        .setParameter(1, item.clinic())
                                        .setParameter(2, item.id())
                                        .setParameter(3, reference.kind().name())
                                        .setParameter(4, UUID.fromString(reference.id()))
                                        .executeUpdate()
                                        .replaceWithVoid()),
                                (one, other) -> one.chain(() -> other))));
    }

    private CatalogItemEntity toRow(CatalogItem<?> item) {
        CatalogItemEntity row = new CatalogItemEntity();
        row.clinic = item.clinic();
        row.id = item.id();
        row.kind = item.content().kind();
        row.createdAt = item.createdAt();
        fill(row, item);
        return row;
    }

    private void fill(CatalogItemEntity row, CatalogItem<?> item) {
        row.version = item.version();
        row.name = item.content().name();
        row.content = write(item.content());
        row.updatedAt = item.updatedAt();
    }

    private <T extends CatalogJson> CatalogItem<T> toItem(CatalogItemEntity row, CatalogType<T> type) {
        return new CatalogItem<>(
                row.id, row.clinic, row.version, read(row.content, type.json()), row.createdAt, row.updatedAt);
    }

    private String write(CatalogJson content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a catalog item of ours cannot be written", impossible);
        }
    }

    private <T> T read(String content, Class<T> type) {
        try {
            return json.readValue(content, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a catalog item of ours cannot be read", impossible);
        }
    }
}
