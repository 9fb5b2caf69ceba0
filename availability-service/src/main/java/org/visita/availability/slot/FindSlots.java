package org.visita.availability.slot;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.visita.availability.busy.BookingLag;
import org.visita.availability.busy.TakenTimes;
import org.visita.contracts.Topics;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.problem.Refusal;
import org.visita.kit.topics.TopicFollowers;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Slot;
import org.visita.rules.SlotQuery;
import org.visita.rules.VisitType;

/** Lists what is free, by the same engine that decides on bookings. */
@ApplicationScoped
class FindSlots {

    private final CatalogCopy catalogs;
    private final TopicFollowers followers;
    private final TakenTimes times;
    private final BookingLag lag;
    private final Clock clock;

    @Inject
    FindSlots(CatalogCopy catalogs, TopicFollowers followers, TakenTimes times, BookingLag lag, Clock clock) {
        this.catalogs = catalogs;
        this.followers = followers;
        this.times = times;
        this.lag = lag;
        this.clock = clock;
    }

    Uni<SlotsView> find(String clinic, SlotSearch search) {
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        ClinicCatalog catalog = catalogs.of(clinic);
        VisitType type = refuseUnknown(catalog, search);
        SlotQuery query = query(search, search.from(), search.to(), search.limit());
        return Panache.withSession(() -> list(clinic, catalog, query)
                .chain(slots -> slots.isEmpty()
                        ? next(clinic, catalog, search, search.to(), type).map(next -> view(slots, next, search))
                        : Uni.createFrom().item(view(slots, Optional.empty(), search))));
    }

    private static VisitType refuseUnknown(ClinicCatalog catalog, SlotSearch search) {
        VisitType type = catalog.visitType(search.visitType())
                .orElseThrow(() -> Refusal.unknownReference("?visitType").asException());
        if (search.practitioner() != null
                && catalog.practitioner(search.practitioner()).isEmpty()) {
            throw Refusal.unknownReference("?practitioner").asException();
        }
        if (search.location() != null && catalog.location(search.location()).isEmpty()) {
            throw Refusal.unknownReference("?location").asException();
        }
        return type;
    }

    private Uni<List<Slot>> list(String clinic, ClinicCatalog catalog, SlotQuery query) {
        return times.in(clinic, Availability.busyScope(catalog, query))
                .map(busy -> Availability.slots(catalog, busy, query));
    }

    /** Looks on, a span at a time, until the horizon of the visit type. */
    private Uni<Optional<Slot>> next(
            String clinic, ClinicCatalog catalog, SlotSearch search, Instant from, VisitType type) {
        Instant end = clock.instant().plus(type.horizon()).plus(Duration.ofMinutes(1));
        Instant start = from.isBefore(clock.instant()) ? clock.instant() : from;
        if (!start.isBefore(end)) {
            return Uni.createFrom().item(Optional.empty());
        }
        Instant spanEnd = start.plus(SlotQuery.MAX_SPAN);
        Instant to = spanEnd.isBefore(end) ? spanEnd : end;
        return list(clinic, catalog, query(search, start, to, 1))
                .chain(found -> found.isEmpty()
                        ? next(clinic, catalog, search, to, type)
                        : Uni.createFrom().item(Optional.of(found.getFirst())));
    }

    private SlotQuery query(SlotSearch search, Instant from, Instant to, int limit) {
        return new SlotQuery(
                search.visitType(),
                from,
                to,
                only(search.practitioner()),
                only(search.location()),
                clock.instant(),
                limit);
    }

    private SlotsView view(List<Slot> slots, Optional<Slot> next, SlotSearch search) {
        boolean complete = lag.isCurrent();
        return new SlotsView(
                slots.stream().map(slot -> SlotView.of(slot, search.zone())).toList(),
                complete,
                complete ? null : "bookings-behind",
                next.map(slot -> SlotView.of(slot, search.zone()).start()).orElse(null));
    }

    private static Set<String> only(String id) {
        return id == null ? Set.of() : Set.of(id);
    }
}
