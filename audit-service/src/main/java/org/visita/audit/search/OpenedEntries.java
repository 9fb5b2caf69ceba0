package org.visita.audit.search;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.person.PersonalDetails;
import org.visita.audit.person.Persons;
import org.visita.audit.person.SealedDetails;

/** Entries as they stand in the database, with their personal details, as far as these can still be read. */
@ApplicationScoped
public class OpenedEntries {

    private static final PersonalDetails NONE = new PersonalDetails(null, null, null, null);

    private final Persons persons;

    @Inject
    OpenedEntries(Persons persons) {
        this.persons = persons;
    }

    /** In the same order. */
    public Uni<List<TrailEntry>> of(String clinic, List<ChainEntry> stored) {
        List<SealedDetails> sealed = stored.stream()
                .filter(entry -> entry.sealed() != null)
                .map(entry -> new SealedDetails(entry.id(), entry.person(), entry.sealed()))
                .toList();
        if (sealed.isEmpty()) {
            return Uni.createFrom()
                    .item(stored.stream().map(entry -> open(entry, NONE)).toList());
        }
        return persons.open(clinic, sealed).map(details -> stored.stream()
                .map(entry -> open(entry, details.get(entry.id())))
                .toList());
    }

    /** @param details null where there are none, or nobody can open them any more */
    private static TrailEntry open(ChainEntry entry, PersonalDetails details) {
        PersonalDetails own = details == null ? NONE : details;
        return new TrailEntry(
                entry.id(),
                entry.position(),
                entry.occurredAt(),
                entry.recordedAt(),
                either(entry.actor(), own.actor()),
                entry.action(),
                entry.resourceType(),
                either(entry.resourceId(), own.resourceId()),
                own.patientId(),
                entry.person(),
                entry.sealed() != null && details == null,
                entry.outcome(),
                entry.code(),
                either(entry.address(), own.address()),
                entry.requestId(),
                entry.traceId(),
                entry.durationMillis(),
                entry.emitter(),
                entry.process(),
                entry.sequence());
    }

    private static String either(String open, String sealed) {
        return open == null ? sealed : open;
    }
}
