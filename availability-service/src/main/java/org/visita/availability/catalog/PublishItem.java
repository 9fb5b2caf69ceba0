package org.visita.availability.catalog;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.kit.identity.Caller;
import org.visita.kit.ids.Ids;
import org.visita.kit.outbox.Transactions;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.topics.TopicFollowers;

/**
 * Creates or replaces a thing of the catalog and announces it; or tries that out. Not before this replica knows the whole
 * catalog: what is right could look wrong.
 */
@ApplicationScoped
class PublishItem {

    private final CatalogItems items;
    private final CatalogReferences references;
    private final List<CatalogRule> rules;
    private final FindImpact impact;
    private final CatalogAnnouncer announcer;
    private final TopicFollowers followers;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    PublishItem(
            CatalogItems items,
            CatalogReferences references,
            @All List<CatalogRule> rules,
            FindImpact impact,
            CatalogAnnouncer announcer,
            TopicFollowers followers,
            Transactions transactions,
            Clock clock) {
        this.items = items;
        this.references = references;
        this.rules = rules;
        this.impact = impact;
        this.announcer = announcer;
        this.followers = followers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param dryRun whether to keep nothing of it */
    <T extends CatalogJson> Uni<CatalogChange<T>> create(Caller caller, T content, boolean dryRun) {
        check(content);
        OwnCalendar.require(caller, content);
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        Instant now = clock.instant();
        CatalogItem<T> item = new CatalogItem<>(Ids.next(), caller.clinic(), 1, content, now, now);
        return transactions.write(
                () -> weigh(null, item).call(change -> dryRun ? nothing() : keep(change, () -> items.insert(item))));
    }

    /** @throws org.visita.kit.problem.RefusedException if it is not there, or at another version than {@code ifMatch} */
    <T extends CatalogJson> Uni<CatalogChange<T>> replace(
            Caller caller, UUID id, CatalogType<T> type, String ifMatch, T content, boolean dryRun) {
        check(content);
        OwnCalendar.require(caller, content);
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        return transactions.write(() -> items.findForChange(caller.clinic(), id, type, dryRun)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .invoke(found -> OwnCalendar.require(caller, found.content()))
                .invoke(found -> Etags.check(ifMatch, found.version()))
                .chain(found -> weigh(found.entry(), found.next(content, clock.instant())))
                .call(change -> dryRun ? nothing() : keep(change, () -> items.update(change.item()))));
    }

    private static void check(CatalogJson content) {
        if (content == null) {
            throw Refusal.invalid("", "is needed").asException();
        }
        Findings findings = new Findings();
        content.check(findings);
        findings.refuseIfAny();
    }

    /** All that may refuse the change, and what the change does. */
    private <T extends CatalogJson> Uni<CatalogChange<T>> weigh(CatalogEntry before, CatalogItem<T> after) {
        List<Reference> named = after.content().references();
        CatalogEntry entry = after.entry();
        return references
                .refuseMissing(after.clinic(), named)
                .chain(() -> keepRules(after))
                .chain(() -> impact.of(before, entry))
                .map(found -> new CatalogChange<>(after, entry, found));
    }

    private Uni<Void> keepRules(CatalogItem<?> item) {
        Uni<Void> checked = nothing();
        for (CatalogRule rule : rules) {
            if (rule.kind() == item.content().kind()) {
                checked = checked.chain(() -> rule.check(item));
            }
        }
        return checked;
    }

    private Uni<Void> keep(CatalogChange<?> change, Supplier<Uni<Void>> row) {
        return row.get().chain(() -> references.replace(change.item())).chain(() -> announcer.announce(change.entry()));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
