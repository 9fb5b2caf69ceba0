package org.visita.audit.search;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.visita.audit.chain.ChainEntry;
import org.visita.kit.paging.Cursors;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** Reads the trail of a clinic. */
@ApplicationScoped
public class FindEntries {

    private final StoredEntries entries;
    private final OpenedEntries opened;
    private final NamedPersons persons;
    private final Gaps gaps;

    @Inject
    FindEntries(StoredEntries entries, OpenedEntries opened, NamedPersons persons, Gaps gaps) {
        this.entries = entries;
        this.opened = opened;
        this.persons = persons;
        this.gaps = gaps;
    }

    /** Refuses with not-found. */
    public Uni<TrailEntry> byId(String clinic, UUID id) {
        return entries.find(clinic, id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()))
                .chain(entry -> opened.of(clinic, List.of(entry)))
                .map(List::getFirst);
    }

    /** One page, newest first, and what is missing where it is. */
    public Uni<FoundEntries> search(String clinic, EntryFilter filter, PageRequest request) {
        EntryPosition after = request.after(EntryPosition::parse).orElse(null);
        return persons.named(clinic, filter)
                .chain(named -> named.nobody()
                        ? Uni.createFrom().item(new Page<ChainEntry>(List.of(), null))
                        : page(
                                new EntrySearch(clinic, filter, named.person(), after, EntrySearch.Order.NEWEST_FIRST),
                                request))
                .chain(page -> found(clinic, filter, after, page));
    }

    private Uni<Page<ChainEntry>> page(EntrySearch search, PageRequest request) {
        return entries.searchWithEnd(search, request.fetch()).map(seen -> {
            Page<ChainEntry> page = Page.of(
                    seen.found(), request, entry -> EntryPosition.of(entry).toString());
            return page.next() != null
                    ? page
                    : seen.end()
                            .map(position -> Page.upTo(seen.found(), position.toString()))
                            .orElse(page);
        });
    }

    private Uni<FoundEntries> found(String clinic, EntryFilter filter, EntryPosition after, Page<ChainEntry> page) {
        // From where this page ends to where the one before did: what is missing between two pages shows on one of
        // them.
        Instant from = page.next() == null
                ? filter.from()
                : EntryPosition.parse(Cursors.decode(page.next())).occurredAt();
        Instant to = after == null ? filter.to() : after.occurredAt();
        return opened.of(clinic, page.items()).chain(items -> gaps.touching(from, to)
                .map(missing ->
                        new FoundEntries(items.stream().filter(filter::isMetBy).toList(), page.next(), missing)));
    }
}
