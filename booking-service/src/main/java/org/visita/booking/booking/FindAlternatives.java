package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.rules.Availability;
import org.visita.rules.BusyScope;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Slot;
import org.visita.rules.SlotFilter;
import org.visita.rules.SlotQuery;

/** Finds the free slots and seats nearest to one that is taken. */
@ApplicationScoped
class FindAlternatives {

    private static final int OFFERED = 3;
    private static final Duration BEFORE = Duration.ofDays(3);
    private static final Duration AFTER = Duration.ofDays(14);

    /** More than are offered, because some may fall to the patient's other visits. */
    private static final int LOOKED_AT_AFTER = 100;

    private static final int LOOKED_AT_BEFORE = SlotQuery.MAX_LIMIT;

    private final CatalogCopy catalogs;
    private final FindBusyTimes busyTimes;
    private final Clock clock;

    @Inject
    FindAlternatives(CatalogCopy catalogs, FindBusyTimes busyTimes, Clock clock) {
        this.catalogs = catalogs;
        this.busyTimes = busyTimes;
        this.clock = clock;
    }

    /** Up to three, nearest first; with the practitioner asked for, or with others if that one has none. */
    Uni<List<AlternativeJson>> near(Act act, VisitWish wish, Booking moved) {
        return with(act, wish, wish.practitionerId(), moved)
                .chain(found -> found.isEmpty() && wish.practitionerId() != null
                        ? with(act, wish, null, moved)
                        : Uni.createFrom().item(found));
    }

    private Uni<List<AlternativeJson>> with(Act act, VisitWish wish, String practitioner, Booking moved) {
        Instant now = clock.instant();
        Instant earliest = wish.start().minus(BEFORE);
        Instant from = earliest.isBefore(now) ? now : earliest;
        SlotQuery after = query(wish, practitioner, wish.start(), wish.start().plus(AFTER), now, LOOKED_AT_AFTER);
        return free(act, wish, after, moved).chain(later -> {
            if (!from.isBefore(wish.start())) {
                return Uni.createFrom().item(nearest(wish, later, List.of()));
            }
            SlotQuery before = query(wish, practitioner, from, wish.start(), now, LOOKED_AT_BEFORE);
            return free(act, wish, before, moved).map(sooner -> nearest(wish, later, sooner));
        });
    }

    /** Free for the clinic, and for the patient, who would otherwise be offered a conflict. */
    private Uni<List<Slot>> free(Act act, VisitWish wish, SlotQuery query, Booking moved) {
        ClinicCatalog catalog = catalogs.of(act.clinic(), act.reach());
        BusyScope scope = Availability.busyScope(catalog, query);
        Set<String> resources = new HashSet<>(scope.resourceIds());
        resources.add(wish.patientId());
        return busyTimes
                .in(
                        act.clinic(),
                        new BusyScope(resources, scope.from(), scope.to(), scope.sessionsOf(), scope.counts()),
                        moved)
                .map(FindBusyTimes.Taken::busy)
                .map(busy -> Availability.slots(catalog, busy, query).stream()
                        .filter(slot -> !busy.overlaps(wish.patientId(), slot.start(), slot.end()))
                        .toList());
    }

    private static List<AlternativeJson> nearest(VisitWish wish, List<Slot> later, List<Slot> sooner) {
        return Stream.concat(later.stream(), sooner.stream())
                .sorted(Comparator.comparing((Slot slot) ->
                                Duration.between(wish.start(), slot.start()).abs())
                        .thenComparing(Slot::start))
                .limit(OFFERED)
                .map(AlternativeJson::of)
                .toList();
    }

    private static SlotQuery query(
            VisitWish wish, String practitioner, Instant from, Instant to, Instant now, int limit) {
        return new SlotQuery(
                wish.visitTypeId(),
                from,
                to,
                SlotFilter.of(practitioner, wish.locationId()),
                wish.modality(),
                wish.patientStatus(),
                now,
                limit);
    }
}
