package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.visita.contracts.EventType;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Outbox;
import org.visita.kit.outbox.OutboxRecord;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;

/** Creates or replaces a thing of the catalog and announces it. */
@ApplicationScoped
class PublishItem {

    private final CatalogItems items;
    private final Transactions transactions;
    private final Outbox outbox;
    private final CatalogCopy copy;
    private final Clock clock;

    @Inject
    PublishItem(CatalogItems items, Transactions transactions, Outbox outbox, CatalogCopy copy, Clock clock) {
        this.items = items;
        this.transactions = transactions;
        this.outbox = outbox;
        this.copy = copy;
        this.clock = clock;
    }

    <T extends CatalogJson> Uni<CatalogItem<T>> create(String clinic, T content) {
        check(content);
        Instant now = clock.instant();
        CatalogItem<T> item = new CatalogItem<>(Ids.next(), clinic, 1, content, now, now);
        return transactions.write(() ->
                refuseMissing(clinic, content).chain(() -> items.insert(item)).chain(() -> announce(item)));
    }

    /** @throws org.visita.kit.problem.RefusedException if it is not there, or at another version than {@code ifMatch} */
    <T extends CatalogJson> Uni<CatalogItem<T>> replace(
            String clinic, UUID id, CatalogType<T> type, String ifMatch, T content) {
        check(content);
        return transactions.write(() -> items.findForChange(clinic, id, type)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .invoke(found -> Etags.check(ifMatch, found.version()))
                .call(() -> refuseMissing(clinic, content))
                .map(found -> next(found, content))
                .call(items::update)
                .chain(this::announce));
    }

    private <T extends CatalogJson> CatalogItem<T> next(CatalogItem<T> found, T content) {
        Instant now = clock.instant();
        return new CatalogItem<>(found.id(), found.clinic(), found.version() + 1, content, found.createdAt(), now);
    }

    private static void check(CatalogJson content) {
        if (content == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        Findings findings = new Findings();
        content.check(findings);
        findings.refuseIfAny();
    }

    private Uni<Void> refuseMissing(String clinic, CatalogJson content) {
        return items.missing(clinic, content.references())
                .invoke(missing -> {
                    if (!missing.isEmpty()) {
                        throw Refusal.unknownReference(missing.getFirst().pointer())
                                .asException();
                    }
                })
                .replaceWithVoid();
    }

    private <T extends CatalogJson> Uni<CatalogItem<T>> announce(CatalogItem<T> item) {
        CatalogEntry entry = item.content().toEntry(item.id().toString(), item.clinic(), item.version());
        String key = entry.kind() + "/" + entry.id();
        return outbox.append(OutboxRecord.of(Ids.next(), EventType.CATALOG_CHANGED, key, entry))
                .replaceWith(item);
    }

    /** So that who has just published something finds it here at once; other replicas hear of it from the topic. */
    void applyHere(CatalogItem<?> item) {
        copy.apply(item.content().toEntry(item.id().toString(), item.clinic(), item.version()));
    }
}
