package org.visita.booking.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A clinic in memory, as simple as can be: what is taken is found by looking at all bookings.
 *
 * @param days when each day's work begins
 * @param hours how long it lasts, in minutes
 */
record ModelClinic(
        List<Place.Type> types,
        List<String> practitioners,
        List<String> rooms,
        List<String> devices,
        List<String> patients,
        List<Instant> days,
        int hours,
        List<ModelBooking> bookings) {

    /** From what goes wrong first to what goes wrong last: of several practitioners' answers the last one is given. */
    private static final List<String> REFUSALS =
            List.of("outside-availability", "off-grid", "limit-reached", "slot-taken");

    /**
     * Whether a visit may be.
     *
     * @param possible where; if several, the service chooses
     * @param refusal null if it may
     */
    record Verdict(List<Place> possible, String refusal) {}

    /** @param practitioner null: anyone */
    Verdict place(
            Place.Type type, String patient, Instant start, String practitioner, Predicate<ModelBooking> leftOut) {
        List<Place> possible = new ArrayList<>();
        List<Place> joining = new ArrayList<>();
        String refusal = REFUSALS.getFirst();
        for (String each : practitioner == null ? practitioners : List.of(practitioner)) {
            Place wish = new Place(type, each, start, null, List.of());
            List<ModelBooking> session = session(wish, leftOut);
            String objection = objection(wish, session, leftOut);
            if (objection != null) {
                refusal = REFUSALS.indexOf(objection) > REFUSALS.indexOf(refusal) ? objection : refusal;
            } else if (!session.isEmpty()) {
                joining.add(session.getFirst().place());
            } else {
                possible.add(new Place(type, each, start, room(wish, leftOut), device(wish, leftOut)));
            }
        }
        if (possible.isEmpty() && joining.isEmpty()) {
            return new Verdict(List.of(), refusal);
        }
        Place any = joining.isEmpty() ? possible.getFirst() : joining.getFirst();
        return hasOther(patient, any, leftOut)
                ? new Verdict(List.of(), "patient-conflict")
                : new Verdict(joining.isEmpty() ? possible : joining, null);
    }

    /** The same place again, for one that has given it up; a group that is in another room by now is another place. */
    Verdict again(ModelBooking booking) {
        Place place = booking.place();
        List<ModelBooking> session = session(place, other -> false);
        if (hasOther(booking.patient(), place, other -> false)) {
            return new Verdict(List.of(), "patient-conflict");
        }
        if (session.isEmpty()
                ? place.things().stream().anyMatch(thing -> isTaken(thing, place, other -> false))
                : session.size() >= place.type().seats()
                        || !session.getFirst().place().equals(place)) {
            return new Verdict(List.of(), "slot-taken");
        }
        return new Verdict(
                List.of(session.isEmpty() ? place : session.getFirst().place()), null);
    }

    boolean isTaken(String thing, Place place, Predicate<ModelBooking> leftOut) {
        return standing(leftOut)
                .anyMatch(other -> other.place().things().contains(thing)
                        && other.place().start().isBefore(place.occupiedTo())
                        && place.start().isBefore(other.place().occupiedTo()));
    }

    Optional<ModelBooking> find(String id) {
        return bookings.stream().filter(booking -> booking.id().equals(id)).findFirst();
    }

    long liveHolds(String client) {
        return bookings.stream()
                .filter(booking -> booking.state() == State.HELD && !booking.isExpiredHold())
                .filter(booking -> booking.holder().equals(client))
                .count();
    }

    private String objection(Place wish, List<ModelBooking> session, Predicate<ModelBooking> leftOut) {
        Instant day = days.stream()
                .filter(begin -> !wish.start().isBefore(begin)
                        && !wish.occupiedTo().isAfter(begin.plus(hours, ChronoUnit.MINUTES)))
                .findFirst()
                .orElse(null);
        if (day == null) {
            return "outside-availability";
        }
        if (ChronoUnit.MINUTES.between(day, wish.start()) % wish.type().every() != 0) {
            return "off-grid";
        }
        if (!session.isEmpty()) {
            return session.size() < wish.type().seats() ? null : "slot-taken";
        }
        if (wish.type().perDay() != null
                && given(wish, day, leftOut) >= wish.type().perDay()) {
            return "limit-reached";
        }
        boolean free = !isTaken(wish.practitioner(), wish, leftOut)
                && (!wish.type().needsRoom() || room(wish, leftOut) != null)
                && (!wish.type().needsDevice() || !device(wish, leftOut).isEmpty());
        return free ? null : "slot-taken";
    }

    private long given(Place wish, Instant day, Predicate<ModelBooking> leftOut) {
        return bookings.stream()
                .filter(leftOut.negate())
                .filter(ModelBooking::counts)
                .map(ModelBooking::place)
                .filter(place -> place.type().equals(wish.type())
                        && place.practitioner().equals(wish.practitioner())
                        && !place.start().isBefore(day)
                        && place.start().isBefore(day.plus(hours, ChronoUnit.MINUTES)))
                .count();
    }

    private List<ModelBooking> session(Place wish, Predicate<ModelBooking> leftOut) {
        return standing(leftOut)
                .filter(other -> other.place().sharesSession(wish))
                .toList();
    }

    private String room(Place wish, Predicate<ModelBooking> leftOut) {
        return wish.type().needsRoom()
                ? rooms.stream()
                        .filter(room -> !isTaken(room, wish, leftOut))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private List<String> device(Place wish, Predicate<ModelBooking> leftOut) {
        return wish.type().needsDevice()
                ? devices.stream()
                        .filter(device -> !isTaken(device, wish, leftOut))
                        .limit(1)
                        .toList()
                : List.of();
    }

    private boolean hasOther(String patient, Place place, Predicate<ModelBooking> leftOut) {
        return standing(leftOut)
                .anyMatch(other -> other.patient().equals(patient)
                        && other.place().start().isBefore(place.end())
                        && place.start().isBefore(other.place().end()));
    }

    private Stream<ModelBooking> standing(Predicate<ModelBooking> leftOut) {
        return bookings.stream().filter(ModelBooking::takesTime).filter(leftOut.negate());
    }
}
