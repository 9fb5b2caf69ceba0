package org.visita.availability.slot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.visita.kit.identity.Caller;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Slot;
import org.visita.rules.SlotQuery;

/** Lists what is free in a range, page by page. */
@ApplicationScoped
class FindSlots {

    private final SweepSlots sweeps;
    private final Clock clock;

    @Inject
    FindSlots(SweepSlots sweeps, Clock clock) {
        this.sweeps = sweeps;
        this.clock = clock;
    }

    Uni<SlotsView> find(Caller caller, SlotSearch search) {
        Instant now = clock.instant();
        search.wish().requireWithin(caller.reach());
        ClinicCatalog catalog = sweeps.catalog(caller);
        Availability.objection(catalog, search.query(search.from(), search.to(), now, 1))
                .ifPresent(objection -> {
                    throw SlotProblem.of(objection).asException();
                });
        return page(caller, catalog, search, now)
                .chain(found -> found.slots().isEmpty() && search.after() == null
                        ? sweeps.first(caller, catalog, search.visitType(), search.wish(), search.to(), now)
                                .map(next -> empty(found.and(next), search))
                        : Uni.createFrom().item(view(found, search)));
    }

    /** One slot more than the limit, if there are more. */
    private Uni<Sweep> page(Caller caller, ClinicCatalog catalog, SlotSearch search, Instant now) {
        SlotCursor after = search.after();
        int most = search.limit() + 1;
        if (after == null) {
            return sweeps.in(caller, catalog, search.query(search.from(), search.to(), now, most));
        }
        // Several slots may share the start at which the page before was cut.
        Instant next = after.start().plusSeconds(1);
        Uni<Sweep> sharing = sweeps.in(caller, catalog, search.query(after.start(), next, now, SlotQuery.MAX_LIMIT))
                .map(found -> found.with(
                        found.slots().stream().filter(after::isBefore).toList()));
        return next.isBefore(search.to())
                ? sharing.chain(found -> sweeps.in(caller, catalog, search.query(next, search.to(), now, most))
                        .map(found::and))
                : sharing;
    }

    private static SlotsView view(Sweep found, SlotSearch search) {
        boolean more = found.slots().size() > search.limit();
        List<Slot> slots = more ? found.slots().subList(0, search.limit()) : found.slots();
        String next = more ? SlotCursor.of(slots.getLast()).text() : null;
        return view(found, slots, search, null, next);
    }

    private static SlotsView empty(Sweep later, SlotSearch search) {
        OffsetDateTime nextAvailable = later.slots().stream()
                .findFirst()
                .map(slot -> SlotView.of(slot, search.wish().zone()).start())
                .orElse(null);
        return view(later, List.of(), search, nextAvailable, null);
    }

    private static SlotsView view(
            Sweep found, List<Slot> slots, SlotSearch search, OffsetDateTime nextAvailable, String next) {
        List<SlotView> views = slots.stream()
                .map(slot -> SlotView.of(slot, search.wish().zone()))
                .toList();
        GroupBy by = search.groupBy();
        return new SlotsView(
                by == null ? views : null,
                by == null ? null : SlotGroupView.of(views, by),
                found.isComplete(),
                found.reason(),
                nextAvailable,
                next);
    }
}
