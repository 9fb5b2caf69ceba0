package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.visita.booking.booking.domain.BookingId;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Slot;
import org.visita.rules.SlotQuery;

/** Finds the free slots nearest to one that is taken. */
@ApplicationScoped
class FindAlternatives {

    private static final int OFFERED = 3;
    private static final Duration BEFORE = Duration.ofDays(3);
    private static final Duration AFTER = Duration.ofDays(14);

    /** Slots looked at on either side: the nearest are among the last before, and the first after. */
    private static final int LOOKED_AT = 20_000;

    private final CatalogCopy catalogs;
    private final Occupancy occupancy;
    private final Clock clock;

    @Inject
    FindAlternatives(CatalogCopy catalogs, Occupancy occupancy, Clock clock) {
        this.catalogs = catalogs;
        this.occupancy = occupancy;
        this.clock = clock;
    }

    /** Up to three, nearest first; with the practitioner asked for, or with others if that one has none. */
    Uni<List<AlternativeJson>> near(String clinic, VisitWish wish, BookingId moved) {
        return with(clinic, wish, wish.practitionerId(), moved)
                .chain(found -> found.isEmpty() && wish.practitionerId() != null
                        ? with(clinic, wish, null, moved)
                        : Uni.createFrom().item(found));
    }

    private Uni<List<AlternativeJson>> with(String clinic, VisitWish wish, String practitioner, BookingId moved) {
        ClinicCatalog catalog = catalogs.of(clinic);
        Instant now = clock.instant();
        Instant earliest = wish.start().minus(BEFORE);
        SlotQuery query = new SlotQuery(
                wish.visitTypeId(),
                earliest.isBefore(now) && now.isBefore(wish.start()) ? now : earliest,
                wish.start().plus(AFTER),
                only(practitioner),
                only(wish.locationId()),
                now,
                LOOKED_AT);
        return occupancy
                .in(clinic, Availability.busyScope(catalog, query), moved)
                .map(busy -> Availability.slots(catalog, busy, query).stream()
                        .sorted(Comparator.comparing((Slot slot) ->
                                Duration.between(wish.start(), slot.start()).abs()))
                        .limit(OFFERED)
                        .map(AlternativeJson::of)
                        .toList());
    }

    private static Set<String> only(String id) {
        return id == null ? Set.of() : Set.of(id);
    }
}
