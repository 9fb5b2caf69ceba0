package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.contracts.Topics;
import org.visita.kit.identity.Caller;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.topics.TopicFollowers;

/** Takes a thing out of the catalog, unless another thing names it; or tries that out. Bookings do not hold it. */
@ApplicationScoped
class DeleteItem {

    private final CatalogItems items;
    private final CatalogReferences references;
    private final FindImpact impact;
    private final CatalogAnnouncer announcer;
    private final TopicFollowers followers;
    private final Transactions transactions;

    @Inject
    DeleteItem(
            CatalogItems items,
            CatalogReferences references,
            FindImpact impact,
            CatalogAnnouncer announcer,
            TopicFollowers followers,
            Transactions transactions) {
        this.items = items;
        this.references = references;
        this.impact = impact;
        this.announcer = announcer;
        this.followers = followers;
        this.transactions = transactions;
    }

    /** @throws org.visita.kit.problem.RefusedException if it is not there, at another version, or named */
    <T extends CatalogJson> Uni<CatalogChange<T>> delete(
            Caller caller, UUID id, CatalogType<T> type, String ifMatch, boolean dryRun) {
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        return transactions.write(() -> items.findForChange(caller.clinic(), id, type, dryRun)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .invoke(found -> OwnCalendar.require(caller, found.content()))
                .invoke(found -> Etags.check(ifMatch, found.version()))
                .call(found -> references.refuseNamed(caller.clinic(), type.kind(), id))
                .chain(this::weigh)
                .call(change -> dryRun ? Uni.createFrom().voidItem() : remove(change)));
    }

    private <T extends CatalogJson> Uni<CatalogChange<T>> weigh(CatalogItem<T> item) {
        return impact.of(item.entry(), item.farewell()).map(found -> new CatalogChange<>(item, item.farewell(), found));
    }

    private Uni<Void> remove(CatalogChange<?> change) {
        return references
                .remove(change.item())
                .chain(() -> items.remove(change.item()))
                .chain(() -> announcer.announce(change.entry()));
    }
}
