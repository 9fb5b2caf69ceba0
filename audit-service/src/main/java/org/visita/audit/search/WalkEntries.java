package org.visita.audit.search;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.visita.audit.chain.ChainEntry;
import org.visita.audit.search.EntrySearch.Order;

/** Goes through all entries that meet a filter, oldest first, some at a time: no statement runs for long. */
@ApplicationScoped
public class WalkEntries {

    /**
     * Where a walk is.
     */
    public static final class Place {

        private final String clinic;
        private final EntryFilter filter;
        private final UUID person;
        private EntryPosition after;
        private boolean over;

        private Place(String clinic, EntryFilter filter, NamedPersons.Named named) {
            this.clinic = clinic;
            this.filter = filter;
            this.person = named.person();
            this.over = named.nobody();
        }

        public boolean isOver() {
            return over;
        }
    }

    private final StoredEntries entries;
    private final NamedPersons persons;
    private final OpenedEntries opened;

    @Inject
    WalkEntries(StoredEntries entries, NamedPersons persons, OpenedEntries opened) {
        this.entries = entries;
        this.persons = persons;
        this.opened = opened;
    }

    public Uni<Place> begin(String clinic, EntryFilter filter) {
        return persons.named(clinic, filter).map(named -> new Place(clinic, filter, named));
    }

    /** The next ones, and moves on: there may be none of them, and yet more behind. */
    public Uni<List<ChainEntry>> next(Place place, int most) {
        if (place.over) {
            return Uni.createFrom().item(List.of());
        }
        EntrySearch search = new EntrySearch(place.clinic, place.filter, place.person, place.after, Order.OLDEST_FIRST);
        return entries.searchWithEnd(search, most)
                .invoke(seen -> {
                    place.after = seen.end().orElse(null);
                    place.over = seen.end().isEmpty();
                })
                .chain(seen -> met(place, seen.found()));
    }

    private Uni<List<ChainEntry>> met(Place place, List<ChainEntry> found) {
        if (!place.filter.isByPatient()) {
            return Uni.createFrom().item(found);
        }
        return opened.of(place.clinic, found).map(entries -> IntStream.range(0, found.size())
                .filter(i -> place.filter.isMetBy(entries.get(i)))
                .mapToObj(found::get)
                .toList());
    }
}
