package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.visita.availability.busy.BusySource;
import org.visita.availability.catalog.Impact.NonexistentTime;
import org.visita.availability.catalog.StandingBooking.Position;
import org.visita.contracts.catalog.CatalogEntry;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.catalog.ToRules;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.DateOverride;

/** Finds out what a change does to what stands, before it is made; by the engine, on the catalog before and after. */
@ApplicationScoped
class FindImpact {

    /** Bounds the memory and the time of one step, however many bookings there are. */
    private static final int STEP = 5_000;

    private final AffectedBookings bookings;
    private final CatalogCopy copy;
    private final BusySource busy;
    private final Clock clock;

    @Inject
    FindImpact(AffectedBookings bookings, CatalogCopy copy, BusySource busy, Clock clock) {
        this.bookings = bookings;
        this.copy = copy;
        this.busy = busy;
        this.clock = clock;
    }

    /** @param before null if it is new */
    Uni<Impact> of(CatalogEntry before, CatalogEntry after) {
        Optional<Reach> reach = Reach.of(before, after);
        if (reach.isEmpty()) {
            return Uni.createFrom().item(new Impact(AffectedBookingsJson.NONE, null));
        }
        return OffTheLoop.await(busy.tableIsCurrent())
                .chain(complete -> tally(before, after, reach.get()).map(tally -> tally.result(complete)))
                .map(affected -> new Impact(affected, nonexistentTimes(before, after)));
    }

    private Uni<ImpactTally> tally(CatalogEntry before, CatalogEntry after, Reach reach) {
        return OffTheLoop.run(() -> new ImpactTally(catalogBefore(before, after), copy.with(after)))
                .chain(tally -> count(after.clinic(), reach, Position.at(clock.instant()), tally));
    }

    private Uni<ImpactTally> count(String clinic, Reach reach, Position position, ImpactTally tally) {
        return bookings.after(clinic, reach, position, STEP).chain(step -> OffTheLoop.run(() -> tally.add(step))
                .chain(() -> step.size() < STEP
                        ? Uni.createFrom().item(tally)
                        : count(clinic, reach, step.getLast().position(), tally)));
    }

    /** As the database has it: the copy may be a moment behind a change on another replica. */
    private ClinicCatalog catalogBefore(CatalogEntry before, CatalogEntry after) {
        boolean known = before == null
                || copy.find(before.clinic(), before.kind(), before.id())
                        .filter(entry -> entry.version() == before.version())
                        .isPresent();
        return known ? copy.of(after.clinic()) : copy.with(before);
    }

    /** Overrides keep the words of their hours when their location gets another zone, whose clocks may skip them. */
    private List<NonexistentTime> nonexistentTimes(CatalogEntry before, CatalogEntry after) {
        if (after.kind() != CatalogKind.LOCATION
                || after.deleted()
                || before.location().zone().equals(after.location().zone())) {
            return null;
        }
        ZoneId zone = ZoneId.of(after.location().zone());
        List<NonexistentTime> found = copy.entries(after.clinic()).stream()
                .filter(entry -> entry.kind() == CatalogKind.OVERRIDE
                        && entry.override().locationId().equals(after.id()))
                .map(entry -> (DateOverride) ToRules.part(entry))
                .filter(override -> !override.nonexistentTimes(zone).isEmpty())
                .map(override -> new NonexistentTime(override.id(), override.date()))
                .sorted(NonexistentTime.ORDER)
                .limit(Impact.MOST_LISTED)
                .toList();
        return found.isEmpty() ? null : found;
    }
}
