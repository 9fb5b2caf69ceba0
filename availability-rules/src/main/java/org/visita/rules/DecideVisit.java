package org.visita.rules;

import static org.visita.rules.RefusalReason.BELOW_NOTICE;
import static org.visita.rules.RefusalReason.BEYOND_HORIZON;
import static org.visita.rules.RefusalReason.OUTSIDE_AVAILABILITY;
import static org.visita.rules.RefusalReason.PATIENT_CONFLICT;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides on one visit: the sweeps of the list, narrowed to a single start. */
final class DecideVisit {

    private DecideVisit() {}

    static Decision decide(ClinicCatalog catalog, BusyTimes busy, VisitRequest request) {
        Optional<RefusalReason> objection = Offer.objection(
                catalog, request.visitTypeId(), request.filter(), request.modality(), request.patient());
        return objection
                .map(DecideVisit::refuse)
                .orElseGet(
                        () -> decide(catalog.visitType(request.visitTypeId()).orElseThrow(), catalog, busy, request));
    }

    private static Decision decide(VisitType type, ClinicCatalog catalog, BusyTimes busy, VisitRequest request) {
        StartRange bookable = StartRange.bookable(type, request.now());
        if (request.start().isBefore(bookable.earliest())) {
            return refuse(BELOW_NOTICE);
        }
        if (request.start().isAfter(bookable.latest())) {
            return refuse(BEYOND_HORIZON);
        }
        VisitTiming timing = type.timingFor(request.patient());
        StartRange only = StartRange.only(request.start());
        List<FreeStarts> free = new ArrayList<>();
        RefusalReason nearest = OUTSIDE_AVAILABILITY;
        for (Offer offer : Offer.of(catalog, type, request.filter(), request.modality())) {
            FreeStarts sweep = new FreeStarts(type, timing, offer.rota(), offer.modality(), busy, only);
            if (!sweep.advance()) {
                nearest = later(nearest, sweep.refusal());
            } else if (free.isEmpty() || free.getLast().rota() != offer.rota()) {
                // As in the list: in person comes first, and then stands for both modalities.
                free.add(sweep);
            }
        }
        return free.isEmpty() ? refuse(nearest) : accept(fairest(free, busy), busy, request);
    }

    private static Decision accept(FreeStarts chosen, BusyTimes busy, VisitRequest request) {
        Slot slot = chosen.slot();
        if (busy.overlaps(request.patientId(), slot.start(), slot.end())) {
            return refuse(PATIENT_CONFLICT);
        }
        return new Decision.Accepted(slot, chosen.occupiedFrom(), chosen.occupiedTo());
    }

    private static FreeStarts fairest(List<FreeStarts> free, BusyTimes busy) {
        return free.size() == 1
                ? free.getFirst()
                : free.stream()
                        .min(Comparator.comparing((FreeStarts sweep) -> !sweep.joinsSession())
                                .thenComparing(FreeStarts::modality)
                                .thenComparingInt(sweep -> visitsThatWeek(sweep, busy))
                                .thenComparing(sweep ->
                                        busy.lastAssignedAt(sweep.rota().practitionerId()))
                                .thenComparing(FreeStarts::rota, Rota.ORDER))
                        .orElseThrow();
    }

    private static int visitsThatWeek(FreeStarts sweep, BusyTimes busy) {
        LocalDate date = LocalDate.ofEpochDay(sweep.rota().days().dateOf(sweep.start()));
        return busy.visits(sweep.rota().practitionerId(), Weeks.mondayOf(date), Weeks.sundayOf(date));
    }

    /** Of several refusals the one that came closest to a yes: a taken slot says more than one's day off. */
    private static RefusalReason later(RefusalReason one, RefusalReason other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Decision refuse(RefusalReason reason) {
        return new Decision.Refused(reason);
    }
}
