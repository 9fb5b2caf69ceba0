package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.visita.booking.booking.domain.BookingId;
import org.visita.booking.booking.domain.Visit;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.problem.Refusal;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Decision;
import org.visita.rules.RefusalReason;
import org.visita.rules.Slot;
import org.visita.rules.VisitRequest;

/** Decides whether a visit may be booked, and where and with whom, by the engine that also lists the slots. */
@ApplicationScoped
class PlaceVisit {

    private final CatalogCopy catalogs;
    private final Occupancy occupancy;
    private final FindAlternatives alternatives;
    private final Clock clock;

    @Inject
    PlaceVisit(CatalogCopy catalogs, Occupancy occupancy, FindAlternatives alternatives, Clock clock) {
        this.catalogs = catalogs;
        this.occupancy = occupancy;
        this.alternatives = alternatives;
        this.clock = clock;
    }

    /**
     * The visit as it is to be booked; fails with the refusal if a rule is against it.
     *
     * @param moved the booking that is being moved, null for a new one
     */
    Uni<Visit> place(String clinic, VisitWish wish, BookingId moved) {
        ClinicCatalog catalog = catalogs.of(clinic);
        VisitRequest request = new VisitRequest(
                wish.visitTypeId(),
                wish.start(),
                wish.practitionerId(),
                wish.locationId(),
                wish.patientId(),
                clock.instant());
        return occupancy
                .in(clinic, Availability.busyScope(catalog, request), moved)
                .map(busy -> Availability.decide(catalog, busy, request))
                .chain(decision -> switch (decision) {
                    case Decision.Accepted accepted -> Uni.createFrom().item(visit(wish, accepted));
                    case Decision.Refused refused -> refuse(clinic, wish, moved, refused.reason());
                });
    }

    private Uni<Visit> refuse(String clinic, VisitWish wish, BookingId moved, RefusalReason reason) {
        Refusal refusal =
                switch (reason) {
                    case UNKNOWN_VISIT_TYPE -> Refusal.unknownReference("/visitTypeId");
                    case UNKNOWN_PRACTITIONER -> Refusal.unknownReference("/practitionerId");
                    case UNKNOWN_LOCATION -> Refusal.unknownReference("/locationId");
                    default -> BookingProblem.of(reason).because(reason.detail());
                };
        return reason == RefusalReason.SLOT_TAKEN
                ? alternatives
                        .near(clinic, wish, moved)
                        .map(refusal::withAlternatives)
                        .chain(offer -> Uni.createFrom().failure(offer.asException()))
                : Uni.createFrom().failure(refusal.asException());
    }

    private static Visit visit(VisitWish wish, Decision.Accepted accepted) {
        Slot slot = accepted.slot();
        return new Visit(
                UUID.fromString(wish.patientId()),
                UUID.fromString(slot.visitTypeId()),
                UUID.fromString(slot.practitionerId()),
                UUID.fromString(slot.locationId()),
                slot.roomId() == null ? null : UUID.fromString(slot.roomId()),
                slot.start(),
                slot.end(),
                accepted.occupiedFrom(),
                accepted.occupiedTo(),
                slot.zone());
    }
}
