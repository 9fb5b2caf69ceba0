package org.visita.availability.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.kit.paging.PageRequest;

/** The store of the catalog; the only class that knows its rows. */
@ApplicationScoped
public class CatalogItems implements PanacheRepositoryBase<CatalogItemEntity, ItemKey> {

    private final ObjectMapper json;

    @Inject
    CatalogItems(ObjectMapper json) {
        this.json = json;
    }

    public <T extends CatalogJson> Uni<Optional<CatalogItem<T>>> find(String clinic, UUID id, CatalogType<T> type) {
        return find(clinic, id, type, LockModeType.NONE);
    }

    /** Locks the row, so that two changes of one item follow one another; a trial waits for nobody and locks nothing. */
    <T extends CatalogJson> Uni<Optional<CatalogItem<T>>> findForChange(
            String clinic, UUID id, CatalogType<T> type, boolean dryRun) {
        return find(clinic, id, type, dryRun ? LockModeType.NONE : LockModeType.PESSIMISTIC_WRITE);
    }

    private <T extends CatalogJson> Uni<Optional<CatalogItem<T>>> find(
            String clinic, UUID id, CatalogType<T> type, LockModeType lock) {
        return find("clinic = ?1 and id = ?2 and kind = ?3", clinic, id, type.kind())
                .withLock(lock)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(found -> toItem(found, type)));
    }

    /** @param named only those that name all of these; what names none of a kind is meant for all of it */
    <T extends CatalogJson> Uni<List<CatalogItem<T>>> list(
            String clinic, CatalogType<T> type, PageRequest page, List<Reference> named) {
        Optional<UUID> after = page.after(UUID::fromString);
        StringBuilder sql = new StringBuilder("select i.* from catalog_item i where clinic = :clinic and kind = :kind");
        after.ifPresent(id -> sql.append(" and id > :after"));
        for (int at = 0; at < named.size(); at++) {
            sql.append("""

                    and (exists (select 1 from catalog_reference r where r.clinic = i.clinic and r.item_id = i.id
                            and r.target_kind = :kind%1$d and r.target_id = :target%1$d)
                        or not exists (select 1 from catalog_reference r where r.clinic = i.clinic
                            and r.item_id = i.id and r.target_kind = :kind%1$d))""".formatted(at));
        }
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.SelectionQuery<CatalogItemEntity> query = session.createNativeQuery(
                                    sql + " order by id", CatalogItemEntity.class)
                            .setParameter("clinic", clinic)
                            .setParameter("kind", type.kind().name())
                            .setMaxResults(page.fetch());
                    after.ifPresent(id -> query.setParameter("after", id));
                    for (int at = 0; at < named.size(); at++) {
                        query.setParameter("kind" + at, named.get(at).kind().name());
                        query.setParameter(
                                "target" + at, UUID.fromString(named.get(at).id()));
                    }
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(row -> toItem(row, type)).toList());
    }

    Uni<Void> insert(CatalogItem<?> item) {
        CatalogItemEntity row = new CatalogItemEntity();
        row.clinic = item.clinic();
        row.id = item.id();
        row.kind = item.content().kind();
        row.createdAt = item.createdAt();
        fill(row, item);
        return persist(row).chain(Panache::flush);
    }

    Uni<Void> update(CatalogItem<?> item) {
        return findById(new ItemKey(item.clinic(), item.id()))
                .invoke(row -> fill(row, item))
                .chain(Panache::flush);
    }

    Uni<Void> remove(CatalogItem<?> item) {
        return deleteById(new ItemKey(item.clinic(), item.id()))
                .chain(Panache::flush)
                .plug(CatalogReferences.namedMeanwhile());
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
