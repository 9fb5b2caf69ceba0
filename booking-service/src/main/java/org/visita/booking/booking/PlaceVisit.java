package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.catalog.CatalogCopy;
import org.visita.kit.problem.Refusal;
import org.visita.rules.Availability;
import org.visita.rules.ClinicCatalog;
import org.visita.rules.Decision;
import org.visita.rules.RefusalReason;
import org.visita.rules.VisitLimits;
import org.visita.rules.VisitRequest;
import org.visita.rules.VisitType;

/** Decides whether a visit may be booked, and where and with whom, by the engine that also lists the slots. */
@ApplicationScoped
class PlaceVisit {

    private final CatalogCopy catalogs;
    private final FindBusyTimes busyTimes;
    private final LimitLocks limits;
    private final FindAlternatives alternatives;
    private final Clock clock;

    @Inject
    PlaceVisit(
            CatalogCopy catalogs,
            FindBusyTimes busyTimes,
            LimitLocks limits,
            FindAlternatives alternatives,
            Clock clock) {
        this.catalogs = catalogs;
        this.busyTimes = busyTimes;
        this.limits = limits;
        this.alternatives = alternatives;
        this.clock = clock;
    }

    /**
     * The visit as it is to be booked; fails with the refusal if a rule is against it.
     *
     * @param moved the booking that is being moved, null for a new one
     */
    Uni<Placement> place(String clinic, VisitWish wish, Booking moved) {
        ClinicCatalog catalog = catalogs.of(clinic);
        return decide(clinic, catalog, wish, moved)
                .chain(placement -> isLimited(catalog, placement)
                        ? decideInTurn(clinic, catalog, wish, moved, placement)
                        : Uni.createFrom().item(placement));
    }

    /**
     * Decides again when nobody else can add a visit that counts. It starts over where the choice falls on somebody else
     * now: whoever holds one turn must not wait for another.
     */
    private Uni<Placement> decideInTurn(
            String clinic, ClinicCatalog catalog, VisitWish wish, Booking moved, Placement first) {
        return limits.take(clinic, first.visit())
                .chain(() -> decide(clinic, catalog, wish, moved))
                .invoke(second -> LostRace.orElseAgain(
                        second.visit().practitionerId().equals(first.visit().practitionerId())));
    }

    /** Who joins a session adds none: the limits have counted it. */
    private static boolean isLimited(ClinicCatalog catalog, Placement placement) {
        return !placement.joins()
                && !typeOf(catalog, placement.visit().visitTypeId().toString())
                        .limits()
                        .equals(VisitLimits.NONE);
    }

    private Uni<Placement> decide(String clinic, ClinicCatalog catalog, VisitWish wish, Booking moved) {
        VisitRequest request = new VisitRequest(
                wish.visitTypeId(),
                wish.start(),
                wish.practitionerId(),
                wish.locationId(),
                wish.modality(),
                wish.patientStatus(),
                wish.patientId(),
                clock.instant());
        return busyTimes
                .in(clinic, Availability.busyScope(catalog, request), moved)
                .map(busy -> Availability.decide(catalog, busy, request))
                .chain(decision -> switch (decision) {
                    case Decision.Accepted accepted ->
                        Uni.createFrom().item(Placement.of(wish, typeOf(catalog, wish.visitTypeId()), accepted));
                    case Decision.Refused refused -> refuse(clinic, wish, moved, refused.reason());
                });
    }

    private static VisitType typeOf(ClinicCatalog catalog, String id) {
        return catalog.visitType(id).orElseThrow();
    }

    private Uni<Placement> refuse(String clinic, VisitWish wish, Booking moved, RefusalReason reason) {
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
}
