package org.visita.availability.slot;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.visita.availability.busy.BusySource;
import org.visita.availability.busy.Viewer;
import org.visita.contracts.Topics;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.identity.Caller;
import org.visita.kit.topics.TopicFollowers;
import org.visita.rules.Availability;
import org.visita.rules.BusyScope;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.SlotQuery;
import org.visita.rules.VisitType;

/** Runs the engine that decides on bookings too, over what is known of catalog and bookings. */
@ApplicationScoped
class SweepSlots {

    /**
     * Days times practitioners, rooms and devices that are swept where the request runs: about a millisecond. Longer work
     * goes to the worker pool, so that no other request waits for it.
     */
    private static final long INLINE_RESOURCE_DAYS = 400;

    /**
     * How far one looks on for a first slot: two years. A horizon may be ten, and years in which everything is taken or
     * closed would be swept for each request.
     */
    private static final Duration LOOK_ON = Duration.ofDays(731);

    private final CatalogCopy catalogs;
    private final TopicFollowers followers;
    private final BusySource busy;

    @Inject
    SweepSlots(CatalogCopy catalogs, TopicFollowers followers, BusySource busy) {
        this.catalogs = catalogs;
        this.followers = followers;
        this.busy = busy;
    }

    /** @throws org.visita.kit.problem.RefusedException if this replica has not read all of it yet */
    ClinicCatalog catalog(Caller caller) {
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        return catalogs.of(caller.clinic(), caller.reach());
    }

    Uni<Sweep> in(Caller caller, ClinicCatalog catalog, SlotQuery query) {
        BusyScope scope = Availability.busyScope(catalog, query);
        Uni<BusySource.Answer> answer = busy.of(caller.clinic(), scope, new Viewer(caller.actor(), query.now()));
        return (isShort(scope) ? answer : answer.emitOn(Infrastructure.getDefaultWorkerPool()))
                .map(taken -> new Sweep(
                        Availability.slots(catalog, taken.times(), query),
                        taken.current(),
                        followers.isCurrent(Topics.AVAILABILITY_CATALOG)));
    }

    /** The first slot from then on: looks on, a span at a time, for 731 days or until the horizon of the visit type. */
    Uni<Sweep> first(Caller caller, ClinicCatalog catalog, String visitType, Wish wish, Instant from, Instant now) {
        Instant start = from.isBefore(now) ? now : from;
        Instant bound = start.plus(LOOK_ON);
        Instant end = catalog.visitType(visitType)
                .map(VisitType::horizon)
                .map(horizon -> now.plus(horizon).plus(Duration.ofMinutes(1)))
                .filter(bound::isAfter)
                .orElse(bound);
        return Uni.createFrom()
                .item(Sweep.NOTHING)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(nothing -> lookOn(caller, catalog, visitType, wish, start, end, now, nothing));
    }

    private Uni<Sweep> lookOn(
            Caller caller,
            ClinicCatalog catalog,
            String visitType,
            Wish wish,
            Instant from,
            Instant end,
            Instant now,
            Sweep before) {
        if (!before.slots().isEmpty() || !from.isBefore(end)) {
            return Uni.createFrom().item(before);
        }
        Instant spanEnd = from.plus(SlotQuery.MAX_SPAN);
        Instant to = spanEnd.isBefore(end) ? spanEnd : end;
        return in(caller, catalog, wish.query(visitType, from, to, now, 1))
                .chain(found -> lookOn(caller, catalog, visitType, wish, to, end, now, before.and(found)));
    }

    private static boolean isShort(BusyScope scope) {
        long days = Duration.between(scope.from(), scope.to()).toDays() + 1;
        return days * scope.resourceIds().size() <= INLINE_RESOURCE_DAYS;
    }
}
