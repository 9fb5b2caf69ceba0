package org.visita.availability.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.visita.availability.busy.BusySource;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.availability.catalog.StandingBooking.Position;
import org.visita.contracts.Topics;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.identity.Caller;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.RefusedException;
import org.visita.kit.topics.TopicFollowers;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;

/** Lists the upcoming bookings that do not fit the catalog, by start, then id. */
@ApplicationScoped
class ListAffectedBookings {

    private static final int STEP = 5_000;

    /** Bounds the work of one request. A page may come back short, even empty, and still have a next one. */
    private static final int MOST_LOOKED_AT = 20_000;

    private final AffectedBookings bookings;
    private final CatalogReferences references;
    private final CatalogCopy copy;
    private final TopicFollowers followers;
    private final BusySource busy;
    private final Clock clock;

    @Inject
    ListAffectedBookings(
            AffectedBookings bookings,
            CatalogReferences references,
            CatalogCopy copy,
            TopicFollowers followers,
            BusySource busy,
            Clock clock) {
        this.bookings = bookings;
        this.references = references;
        this.copy = copy;
        this.followers = followers;
        this.busy = busy;
        this.clock = clock;
    }

    /** @param named a practitioner, a location, or both; either may be deleted, as long as an upcoming booking names it */
    Uni<AffectedPageJson> list(Caller caller, List<Reference> named, PageRequest page) {
        followers.requireCaughtUp(Topics.AVAILABILITY_CATALOG);
        Position now = Position.at(clock.instant());
        Position start = page.after(Position::parse)
                .filter(after -> after.start().isAfter(now.start()))
                .orElse(now);
        Reach reach = Reach.ALL;
        for (Reference reference : named) {
            reach = reference.kind() == CatalogKind.PRACTITIONER
                    ? reach.practitioner(reference.id())
                    : reach.location(reference.id());
        }
        String clinic = caller.clinic();
        Search search = new Search(caller, reach, page, copy.of(clinic), new ArrayList<>());
        return refuseUnknown(clinic, named, now)
                .chain(() -> OffTheLoop.await(busy.tableIsCurrent()))
                .chain(complete -> look(search, start, 0).map(found -> AffectedPageJson.of(found, complete)));
    }

    private Uni<Void> refuseUnknown(String clinic, List<Reference> named, Position now) {
        Uni<Void> checked = Uni.createFrom().voidItem();
        for (Reference reference : named) {
            checked = checked.chain(() -> references.refuseMissing(clinic, List.of(reference)))
                    .onFailure(RefusedException.class)
                    .recoverWithUni(missing -> bookings.anyNames(clinic, reference, now)
                            .chain(isNamed -> isNamed
                                    ? Uni.createFrom().voidItem()
                                    : Uni.createFrom().failure(missing)));
        }
        return checked;
    }

    private record Search(
            Caller caller, Reach reach, PageRequest page, ClinicCatalog catalog, List<StandingBooking> found) {

        /** Off the loop, or the bookings of a large clinic would hold it. */
        Search lookAt(List<StandingBooking> step) {
            for (StandingBooking booking : step) {
                if (found.size() < page.fetch()
                        && isReached(booking)
                        && !Availability.stillFits(catalog, booking.visit())) {
                    found.add(booking);
                }
            }
            return this;
        }

        private boolean isReached(StandingBooking booking) {
            return caller.reach().coversPractitioner(booking.visit().practitionerId())
                    && caller.reach().coversLocation(booking.visit().locationId());
        }

        Page<AffectedBookingJson> whole() {
            return Page.of(found, page, booking -> booking.position().toString())
                    .map(this::view);
        }

        Page<AffectedBookingJson> upTo(StandingBooking last) {
            return Page.upTo(found, last.position().toString()).map(this::view);
        }

        private AffectedBookingJson view(StandingBooking booking) {
            return AffectedBookingJson.of(booking, catalog);
        }
    }

    private Uni<Page<AffectedBookingJson>> look(Search search, Position from, int before) {
        return bookings.after(search.caller().clinic(), search.reach(), from, STEP)
                .chain(step -> OffTheLoop.run(() -> search.lookAt(step)).chain(() -> {
                    int looked = before + step.size();
                    if (step.size() < STEP
                            || search.found().size() == search.page().fetch()) {
                        return Uni.createFrom().item(search.whole());
                    }
                    return looked >= MOST_LOOKED_AT
                            ? Uni.createFrom().item(search.upTo(step.getLast()))
                            : look(search, step.getLast().position(), looked);
                }));
    }
}
