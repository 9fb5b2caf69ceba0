package org.visita.audit.entry;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;

/** Reads the trail of a clinic. */
@ApplicationScoped
class FindEntries {

    private final Entries entries;

    @Inject
    FindEntries(Entries entries) {
        this.entries = entries;
    }

    /** Refuses with not-found. */
    Uni<AuditEntry> byId(String clinic, UUID id) {
        return entries.find(clinic, id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound().asException()));
    }

    Uni<Page<AuditEntry>> search(String clinic, EntryFilter filter, PageRequest page) {
        return entries.search(new EntrySearch(clinic, filter, page))
                .map(found ->
                        Page.of(found, page, entry -> EntryPosition.of(entry).toString()));
    }
}
