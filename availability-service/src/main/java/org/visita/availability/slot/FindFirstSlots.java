package org.visita.availability.slot;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.Refusal;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;

/** Finds the first free slot of each of several visit types. */
@ApplicationScoped
class FindFirstSlots {

    private final SweepSlots sweeps;
    private final Clock clock;

    @Inject
    FindFirstSlots(SweepSlots sweeps, Clock clock) {
        this.sweeps = sweeps;
        this.clock = clock;
    }

    Uni<FirstSlotsView> find(Caller caller, FirstSearch search) {
        Instant now = clock.instant();
        Instant from = search.from() == null ? now : search.from();
        search.wish().requireWithin(caller.reach());
        ClinicCatalog catalog = sweeps.catalog(caller);
        refuseObjections(catalog, search, now);
        return Multi.createFrom()
                .iterable(search.visitTypes())
                .onItem()
                .transformToUniAndConcatenate(type -> sweeps.first(caller, catalog, type, search.wish(), from, now))
                .collect()
                .asList()
                .map(found -> view(found, search));
    }

    /** One type among several that nobody offers has no slot; if that goes for all, the question is wrong. */
    private static void refuseObjections(ClinicCatalog catalog, FirstSearch search, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        for (String type : search.visitTypes()) {
            Availability.objection(catalog, search.wish().query(type, now, now.plusSeconds(1), now, 1))
                    .map(SlotProblem::of)
                    .ifPresent(refusals::add);
        }
        refusals.stream().filter(SlotProblem::isUnknownReference).findFirst().ifPresent(refusal -> {
            throw refusal.asException();
        });
        if (refusals.size() == search.visitTypes().size()) {
            throw refusals.getFirst().asException();
        }
    }

    private static FirstSlotsView view(List<Sweep> found, FirstSearch search) {
        List<FirstSlotsView.First> first = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            SlotView slot = found.get(i).slots().stream()
                    .findFirst()
                    .map(each -> SlotView.of(each, search.wish().zone()))
                    .orElse(null);
            first.add(new FirstSlotsView.First(search.visitTypes().get(i), slot));
        }
        Sweep all = found.stream().reduce(Sweep.NOTHING, Sweep::and);
        return new FirstSlotsView(first, all.isComplete(), all.reason());
    }
}
