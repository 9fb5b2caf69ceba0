package org.visita.audit.search;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import org.visita.audit.person.Persons;

/** Finds out by which pseudonym the patient stands in entries that a filter names. */
@ApplicationScoped
public class NamedPersons {

    /**
     * @param person null where the filter names no patient
     * @param nobody whether no entry can meet the filter: it names a patient of whom there is none, or two of them
     */
    public record Named(UUID person, boolean nobody) {}

    private final Persons persons;

    @Inject
    NamedPersons(Persons persons) {
        this.persons = persons;
    }

    public Uni<Named> named(String clinic, EntryFilter filter) {
        Set<String> patients = filter.patients();
        if (filter.nothing() || patients.size() > 1) {
            return Uni.createFrom().item(new Named(null, true));
        }
        return patients.isEmpty()
                ? Uni.createFrom().item(new Named(null, false))
                : persons.find(clinic, patients.iterator().next())
                        .map(found -> new Named(found.orElse(null), found.isEmpty()));
    }
}
