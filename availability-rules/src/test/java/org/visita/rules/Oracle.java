package org.visita.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules once more, minute by minute: slow, obvious, and sharing nothing with the engine but the records. Written
 * from the text of the rules. This class answers as the engine does; {@link OracleStart} knows about a single start.
 */
final class Oracle {

    private final World world;
    private final OracleClock clock;
    private final OracleTaken taken;
    private final OracleOffers offers;
    private final OracleStart starts;

    Oracle(World world) {
        this.world = world;
        this.clock = new OracleClock(world.query().from(), world.query().to());
        this.taken = new OracleTaken(world, clock);
        this.offers = new OracleOffers(world);
        this.starts = new OracleStart(world, clock, taken);
    }

    OracleClock clock() {
        return clock;
    }

    List<Slot> slots() {
        SlotQuery query = world.query();
        List<Slot> slots = new ArrayList<>();
        if (objection().isEmpty()) {
            List<OracleOffers.Place> places = offers.places(query.filter());
            for (int minute = clock.ceil(query.from()); minute < clock.ceil(query.to()); minute++) {
                Instant start = clock.instant(minute);
                if (notBookable(start).isEmpty()) {
                    places.forEach(place -> best(place, start).slot().ifPresent(slots::add));
                }
            }
        }
        return slots;
    }

    Optional<RefusalReason> objection() {
        return offers.objection(world.query().filter());
    }

    Decision decide(VisitRequest request) {
        SlotFilter filter = SlotFilter.of(request.practitionerId(), request.locationId());
        Optional<RefusalReason> refused = offers.objection(filter).or(() -> notBookable(request.start()));
        if (refused.isPresent()) {
            return new Decision.Refused(refused.get());
        }
        List<OracleStart.Answer> answers = offers.places(filter).stream()
                .map(place -> best(place, request.start()))
                .toList();
        List<Slot> free = answers.stream()
                .flatMap(answer -> answer.slot().stream())
                .sorted(fairness())
                .toList();
        return free.isEmpty() ? new Decision.Refused(furthest(answers)) : accept(free.getFirst(), request);
    }

    private Decision accept(Slot slot, VisitRequest request) {
        if (taken.isTaken(request.patientId(), clock.floor(slot.start()), clock.ceil(slot.end()))) {
            return new Decision.Refused(RefusalReason.PATIENT_CONFLICT);
        }
        Optional<GroupSession> joined = Optional.of(slot)
                .filter(world::hasBegun)
                .flatMap(
                        each -> taken.session(each.practitionerId(), each.locationId(), each.modality(), each.start()));
        VisitTiming timing = starts.timing();
        return new Decision.Accepted(
                slot,
                joined.map(GroupSession::occupiedFrom).orElse(slot.start().minus(timing.bufferBefore())),
                joined.map(GroupSession::occupiedTo).orElse(slot.end().plus(timing.bufferAfter())));
    }

    /** A group that has begun, in person, fewest visits in the week, the longest without a new one, ids. */
    private Comparator<Slot> fairness() {
        return Comparator.<Slot, Integer>comparing(slot -> world.hasBegun(slot) ? 0 : 1)
                .thenComparing(slot -> slot.modality() == Modality.IN_PERSON ? 0 : 1)
                .thenComparing(slot -> taken.visitsInWeekOf(slot.practitionerId(), dateOf(slot)))
                .thenComparing(slot -> taken.lastAssignedAt(slot.practitionerId()))
                .thenComparing(Slot::practitionerId)
                .thenComparing(Slot::locationId);
    }

    private LocalDate dateOf(Slot slot) {
        return clock.date(slot.zone(), clock.floor(slot.start()));
    }

    /** In person if that goes, else at a distance; if neither goes, the reason of the one that came furthest. */
    private OracleStart.Answer best(OracleOffers.Place place, Instant start) {
        List<OracleStart.Answer> answers = new ArrayList<>();
        for (Modality modality : List.of(Modality.IN_PERSON, Modality.TELEHEALTH)) {
            if (offers.isPossible(place, modality)) {
                OracleStart.Answer answer = starts.answer(place, modality, start);
                if (answer.slot().isPresent()) {
                    return answer;
                }
                answers.add(answer);
            }
        }
        return OracleStart.Answer.no(furthest(answers));
    }

    private static RefusalReason furthest(List<OracleStart.Answer> answers) {
        return answers.stream()
                .map(OracleStart.Answer::reason)
                .max(Comparator.naturalOrder())
                .orElse(RefusalReason.OUTSIDE_AVAILABILITY);
    }

    private Optional<RefusalReason> notBookable(Instant start) {
        Instant now = world.query().now();
        if (start.isBefore(now.plus(world.type().notice()))) {
            return Optional.of(RefusalReason.BELOW_NOTICE);
        }
        return start.isAfter(now.plus(world.type().horizon()))
                ? Optional.of(RefusalReason.BEYOND_HORIZON)
                : Optional.empty();
    }
}
