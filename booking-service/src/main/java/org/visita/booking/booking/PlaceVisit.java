package org.visita.booking.booking;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.Visit;
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

    /** @param expired holds that have expired and stand where the decision looked; it went by as if they did not */
    private record Look(Placement placement, Set<UUID> expired) {}

    private final CatalogCopy catalogs;
    private final FindBusyTimes busyTimes;
    private final ExpireHolds expireHolds;
    private final LimitLocks limits;
    private final FindAlternatives alternatives;
    private final Clock clock;

    @Inject
    PlaceVisit(
            CatalogCopy catalogs,
            FindBusyTimes busyTimes,
            ExpireHolds expireHolds,
            LimitLocks limits,
            FindAlternatives alternatives,
            Clock clock) {
        this.catalogs = catalogs;
        this.busyTimes = busyTimes;
        this.expireHolds = expireHolds;
        this.limits = limits;
        this.alternatives = alternatives;
        this.clock = clock;
    }

    /**
     * The visit as it is to be booked; fails with the refusal if a rule is against it.
     *
     * @param moved the booking that is being moved, null for a new one
     */
    Uni<Placement> place(Act act, VisitWish wish, Booking moved) {
        act.reach().require(wish.practitionerId(), wish.locationId());
        String clinic = act.clinic();
        ClinicCatalog catalog = catalogs.of(clinic, act.reach());
        return decide(act, catalog, wish, moved).chain(first -> {
            if (isLimited(catalog, first.placement())) {
                return decideInTurn(act, catalog, wish, moved, first);
            }
            // What has expired takes its place until it is ended; and it may just be being booked.
            return first.expired().isEmpty()
                    ? Uni.createFrom().item(first.placement())
                    : expireHolds.expire(clinic, first.expired()).chain(() -> place(act, wish, moved));
        });
    }

    /**
     * Decides again when nobody else can add a visit that counts, and no hold that has expired can still become one. It
     * starts over where the choice falls on somebody else now: whoever holds one turn must not wait for another.
     */
    private Uni<Placement> decideInTurn(Act act, ClinicCatalog catalog, VisitWish wish, Booking moved, Look first) {
        Visit visit = first.placement().visit();
        String clinic = act.clinic();
        return limits.take(clinic, visit)
                .chain(() -> expireHolds.expireCounted(visit, clinic, first.expired()))
                .chain(() -> decide(act, catalog, wish, moved))
                .invoke(second -> LostRace.orElseAgain(second.expired().isEmpty()
                        && second.placement().visit().practitionerId().equals(visit.practitionerId())))
                .map(Look::placement);
    }

    /** Who joins a session adds none: the limits have counted it. */
    private static boolean isLimited(ClinicCatalog catalog, Placement placement) {
        return !placement.joins()
                && !typeOf(catalog, placement.visit().visitTypeId().toString())
                        .limits()
                        .equals(VisitLimits.NONE);
    }

    private Uni<Look> decide(Act act, ClinicCatalog catalog, VisitWish wish, Booking moved) {
        VisitRequest request = wish.asked(judgedAt(catalog, wish, moved));
        return busyTimes
                .in(act.clinic(), Availability.busyScope(catalog, request), moved)
                .chain(taken -> answer(act, catalog, wish, moved, Availability.decide(catalog, taken.busy(), request))
                        .map(placement -> new Look(placement, taken.expired())));
    }

    /** A start that stands already has been booked in time: notice and horizon are not asked again. */
    private Instant judgedAt(ClinicCatalog catalog, VisitWish wish, Booking moved) {
        Instant now = clock.instant();
        if (moved == null || !moved.visit().start().equals(wish.start())) {
            return now;
        }
        Instant inTime = catalog.visitType(wish.visitTypeId())
                .map(type -> wish.start().minus(type.notice()))
                .orElse(now);
        return inTime.isBefore(now) ? inTime : now;
    }

    private Uni<Placement> answer(Act act, ClinicCatalog catalog, VisitWish wish, Booking moved, Decision decision) {
        return switch (decision) {
            case Decision.Accepted accepted ->
                Uni.createFrom().item(Placement.of(wish, typeOf(catalog, wish.visitTypeId()), accepted));
            case Decision.Refused refused -> refuse(act, wish, moved, refused.reason());
        };
    }

    private static VisitType typeOf(ClinicCatalog catalog, String id) {
        return catalog.visitType(id).orElseThrow();
    }

    private Uni<Placement> refuse(Act act, VisitWish wish, Booking moved, RefusalReason reason) {
        Refusal refusal =
                switch (reason) {
                    case UNKNOWN_VISIT_TYPE -> Refusal.unknownReference("/visitTypeId");
                    case UNKNOWN_PRACTITIONER -> Refusal.unknownReference("/practitionerId");
                    case UNKNOWN_LOCATION -> Refusal.unknownReference("/locationId");
                    default -> BookingProblem.of(reason).because(reason.detail());
                };
        return reason == RefusalReason.SLOT_TAKEN
                ? alternatives
                        .near(act, wish, moved)
                        .map(refusal::withAlternatives)
                        .chain(offer -> Uni.createFrom().failure(offer.asException()))
                : Uni.createFrom().failure(refusal.asException());
    }
}
