package org.visita.availability.catalog;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.kit.database.SqlStates;
import org.visita.kit.outbox.TryAgainException;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;

/** The store of which thing of the catalog names which. */
@ApplicationScoped
class CatalogReferences {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Refuses what names things that are not there, all of them at once. */
    Uni<Void> refuseMissing(String clinic, List<Reference> references) {
        if (references.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> ids = references.stream()
                .map(reference -> UUID.fromString(reference.id()))
                .distinct()
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select kind || '/' || id from catalog_item where clinic = :clinic and id in (:ids)",
                                String.class)
                        .setParameter("clinic", clinic)
                        .setParameter("ids", ids)
                        .getResultList())
                .invoke(there -> refuse(references, new HashSet<>(there)))
                .replaceWithVoid();
    }

    private static void refuse(List<Reference> references, Set<String> there) {
        List<FieldError> missing = references.stream()
                .filter(reference -> !there.contains(reference.kind() + "/" + reference.id()))
                .map(reference -> new FieldError(reference.pointer(), "is not known"))
                .toList();
        if (!missing.isEmpty()) {
            throw missing(missing).asException();
        }
    }

    private static Refusal missing(List<FieldError> errors) {
        return new Refusal(
                CommonRefusal.UNKNOWN_REFERENCE,
                "The request names something that is not there.",
                errors,
                List.of(),
                null);
    }

    /** Refuses to give up what others name; says of which kinds they are, and how many. */
    Uni<Void> refuseNamed(String clinic, CatalogKind kind, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select i.kind, count(*) from catalog_reference r
                                join catalog_item i on i.clinic = r.clinic and i.id = r.item_id
                                where r.clinic = :clinic and r.target_kind = :kind and r.target_id = :id
                                group by i.kind order by i.kind""", Object[].class)
                        .setParameter("clinic", clinic)
                        .setParameter("kind", kind.name())
                        .setParameter("id", id)
                        .getResultList())
                .invoke(namers -> {
                    if (!namers.isEmpty()) {
                        throw inUse(namers.stream()
                                        .map(row -> row[0].toString()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', '-') + ": " + row[1])
                                        .collect(Collectors.joining(", ")))
                                .asException();
                    }
                })
                .replaceWithVoid();
    }

    private static Refusal inUse(String by) {
        return CatalogProblem.IN_USE.because("It is named by other things of the catalog (" + by + ").");
    }

    Uni<Void> replace(CatalogItem<?> item) {
        return remove(item).chain(() -> insert(item));
    }

    private Uni<Void> insert(CatalogItem<?> item) {
        Uni<Void> inserted = Uni.createFrom().voidItem();
        for (Reference reference : item.content().references()) {
            inserted = inserted.chain(() -> insert(item, reference));
        }
        return inserted.onFailure(CatalogReferences::isBroken)
                // What was there a moment ago has just been deleted: looked at again, it is missed by its name.
                .transform(gone -> new TryAgainException(missing(List.of())));
    }

    private Uni<Void> insert(CatalogItem<?> item, Reference reference) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into catalog_reference (clinic, item_id, target_kind, target_id)
                                values (:clinic, :item, :kind, :target) on conflict do nothing""")
                        .setParameter("clinic", item.clinic())
                        .setParameter("item", item.id())
                        .setParameter("kind", reference.kind().name())
                        .setParameter("target", UUID.fromString(reference.id()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> remove(CatalogItem<?> item) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from catalog_reference where clinic = :clinic and item_id = :item")
                        .setParameter("clinic", item.clinic())
                        .setParameter("item", item.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Somebody has begun to name it after we looked: looked at again, it is named. */
    static <T> Function<Uni<T>, Uni<T>> namedMeanwhile() {
        return work -> work.onFailure(CatalogReferences::isBroken)
                .transform(named -> new TryAgainException(inUse("just now")));
    }

    private static boolean isBroken(Throwable failure) {
        return SqlStates.of(failure).filter(FOREIGN_KEY_VIOLATION::equals).isPresent();
    }
}
