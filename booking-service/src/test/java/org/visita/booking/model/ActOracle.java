package org.visita.booking.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** What has to come of an act that is allowed. */
record ActOracle(ModelClinic clinic) {

    /** @param body takes in what the request says */
    Expected done(
            Command command,
            ModelBooking booking,
            String actor,
            Map<String, Object> body,
            BiFunction<Place.Type, Integer, Instant> start) {
        return switch (command.act()) {
            case RESCHEDULE ->
                hasHold(booking, actor) || command.patient() % 4 == 0
                        ? intoHold(command, booking, actor, body)
                        : reschedule(command, booking, actor, body, start);
            case ROOM -> room(command, booking, actor, body);
            case UNDO_NO_SHOW -> undoNoShow(booking, actor);
            case CANCEL -> {
                String reason = Oracle.reason(command);
                body.put("reason", reason);
                yield to(booking, Act.CANCEL, actor, State.CANCELLED, booking.place(), reason);
            }
            case DECLINE -> to(booking, Act.DECLINE, actor, State.CANCELLED, booking.place(), "clinic-request");
            case CONFIRM, CHECK_IN, UNDO_CHECK_IN, FULFIL, NO_SHOW, ENTER_IN_ERROR ->
                to(booking, command.act(), actor, command.act().next(), booking.place(), null);
        };
    }

    private Expected reschedule(
            Command command,
            ModelBooking booking,
            String actor,
            Map<String, Object> body,
            BiFunction<Place.Type, Integer, Instant> start) {
        Place place = booking.place();
        Instant to = command.who() % 4 == 0 ? place.start() : start.apply(place.type(), command.time());
        String practitioner = command.who() % 2 == 0 && actor != null
                ? Oracle.pick(clinic.practitioners(), command.who() / 4)
                : place.practitioner();
        body.put("start", to.toString());
        if (!practitioner.equals(place.practitioner())) {
            body.put("practitionerId", practitioner);
        }
        return moved(booking, actor, clinic.place(place.type(), booking.patient(), to, practitioner, booking::equals));
    }

    private Expected intoHold(Command command, ModelBooking booking, String actor, Map<String, Object> body) {
        List<ModelBooking> holds = clinic.bookings().stream()
                .filter(other -> other.holder() != null && other != booking)
                .toList();
        List<ModelBooking> fitting =
                holds.stream().filter(hold -> fits(hold, booking)).toList();
        if (holds.isEmpty()) {
            body.put("start", booking.place().start().toString());
            return moved(booking, actor, again(booking));
        }
        ModelBooking hold = fitting.stream()
                .filter(each -> isOf(each, actor))
                .findFirst()
                .orElseGet(() -> Oracle.recent(fitting.isEmpty() ? holds : fitting, command.type()));
        body.put("holdId", hold.id());
        if (!Objects.equals(hold.holder(), actor)) {
            return Expected.refused(422, "unknown-reference");
        }
        Expected useless = Oracle.useless(hold);
        if (useless != null) {
            return useless;
        }
        if (!fits(hold, booking)) {
            return Expected.refused(400, "invalid-request");
        }
        return new Expected(200, null, answer -> {
            hold.next("release", actor, State.CANCELLED, hold.place(), "hold-released");
            booking.next(Act.RESCHEDULE.path(), actor, booking.state(), hold.place(), null);
            return booking;
        });
    }

    private boolean hasHold(ModelBooking booking, String actor) {
        return clinic.bookings().stream().anyMatch(hold -> isOf(hold, actor) && fits(hold, booking));
    }

    private static boolean isOf(ModelBooking hold, String actor) {
        return hold.state() == State.HELD && hold.holder().equals(actor);
    }

    /** For the same patient and kind of visit. */
    static boolean fits(ModelBooking hold, ModelBooking booking) {
        return hold.patient().equals(booking.patient())
                && hold.place().type().equals(booking.place().type());
    }

    private ModelClinic.Verdict again(ModelBooking booking) {
        Place place = booking.place();
        return clinic.place(place.type(), booking.patient(), place.start(), place.practitioner(), booking::equals);
    }

    private Expected moved(ModelBooking booking, String actor, ModelClinic.Verdict verdict) {
        return verdict.refusal() != null
                ? Expected.refused(verdict)
                : to(
                        booking,
                        Act.RESCHEDULE,
                        actor,
                        booking.state(),
                        verdict.possible().getFirst(),
                        null);
    }

    private Expected room(Command command, ModelBooking booking, String actor, Map<String, Object> body) {
        Place place = booking.place();
        String room = Oracle.pick(clinic.rooms(), command.type());
        body.put("roomId", room);
        if (place.type().isGroup()) {
            return Expected.refused(422, "not-offered");
        }
        if (room.equals(place.room())) {
            return new Expected(200, null, answer -> booking);
        }
        return clinic.isTaken(room, place, booking::equals)
                ? Expected.refused(409, "slot-taken")
                : to(booking, Act.ROOM, actor, booking.state(), place.inRoom(room), null);
    }

    private Expected undoNoShow(ModelBooking booking, String actor) {
        ModelClinic.Verdict verdict = clinic.again(booking);
        return verdict.refusal() != null
                ? Expected.refused(verdict)
                : to(
                        booking,
                        Act.UNDO_NO_SHOW,
                        actor,
                        State.BOOKED,
                        verdict.possible().getFirst(),
                        null);
    }

    private static Expected to(ModelBooking booking, Act act, String actor, State state, Place place, String reason) {
        return new Expected(200, null, answer -> {
            booking.next(act.path(), actor, state, place, reason);
            return booking;
        });
    }
}
