package org.visita.rules;

import static org.visita.rules.RefusalReason.BELOW_NOTICE;
import static org.visita.rules.RefusalReason.BEYOND_HORIZON;
import static org.visita.rules.RefusalReason.OUTSIDE_AVAILABILITY;
import static org.visita.rules.RefusalReason.PATIENT_CONFLICT;
import static org.visita.rules.RefusalReason.UNKNOWN_LOCATION;
import static org.visita.rules.RefusalReason.UNKNOWN_PRACTITIONER;
import static org.visita.rules.RefusalReason.UNKNOWN_VISIT_TYPE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides on one visit: the sweeps of the list, narrowed to a single start. */
final class DecideVisit {

    private DecideVisit() {}

    static Decision decide(ClinicCatalog catalog, BusyTimes busy, VisitRequest request) {
        Optional<VisitType> type = catalog.visitType(request.visitTypeId());
        if (type.isEmpty()) {
            return refuse(UNKNOWN_VISIT_TYPE);
        }
        if (isUnknown(request.practitionerId(), catalog.practitioner(request.practitionerId()))) {
            return refuse(UNKNOWN_PRACTITIONER);
        }
        if (isUnknown(request.locationId(), catalog.location(request.locationId()))) {
            return refuse(UNKNOWN_LOCATION);
        }
        return decide(type.get(), catalog, busy, request);
    }

    private static Decision decide(VisitType type, ClinicCatalog catalog, BusyTimes busy, VisitRequest request) {
        StartRange bookable = StartRange.bookable(type, request.now());
        if (request.start().isBefore(bookable.earliest())) {
            return refuse(BELOW_NOTICE);
        }
        if (request.start().isAfter(bookable.latest())) {
            return refuse(BEYOND_HORIZON);
        }
        List<FreeStarts> free = new ArrayList<>();
        RefusalReason nearest = OUTSIDE_AVAILABILITY;
        for (Rota rota : catalog.rotasFor(type, request.practitionerIds(), request.locationIds())) {
            FreeStarts sweep = new FreeStarts(type, rota, busy, StartRange.only(request.start()));
            if (sweep.advance()) {
                free.add(sweep);
            } else {
                nearest = later(nearest, sweep.refusal());
            }
        }
        if (free.isEmpty()) {
            return refuse(nearest);
        }
        return accept(type, leastBusy(free, busy), busy, request);
    }

    private static Decision accept(VisitType type, FreeStarts chosen, BusyTimes busy, VisitRequest request) {
        Slot slot = chosen.slot();
        if (busy.overlaps(request.patientId(), slot.start(), slot.end())) {
            return refuse(PATIENT_CONFLICT);
        }
        return new Decision.Accepted(
                slot, slot.start().minus(type.bufferBefore()), slot.end().plus(type.bufferAfter()));
    }

    private static FreeStarts leastBusy(List<FreeStarts> free, BusyTimes busy) {
        return free.size() == 1
                ? free.getFirst()
                : free.stream()
                        .min(Comparator.comparingLong((FreeStarts sweep) -> takenThatDay(sweep, busy))
                                .thenComparing(FreeStarts::rota, Rota.ORDER))
                        .orElseThrow();
    }

    private static long takenThatDay(FreeStarts sweep, BusyTimes busy) {
        LocalDay day = LocalDay.of(sweep.start(), sweep.rota().location().zone());
        return busy.of(sweep.rota().practitionerId()).takenWithin(day.from(), day.to());
    }

    private static boolean isUnknown(String id, Optional<?> found) {
        return id != null && found.isEmpty();
    }

    /** Of several refusals the one that came closest to a yes: a taken slot says more than one's day off. */
    private static RefusalReason later(RefusalReason one, RefusalReason other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Decision refuse(RefusalReason reason) {
        return new Decision.Refused(reason);
    }
}
