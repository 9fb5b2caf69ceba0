package org.visita.booking.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.visita.booking.model.Command.Kind;
import org.visita.booking.model.Command.Twist;

/** Makes requests of commands, and says what has to come of them. */
final class Oracle {

    private static final int MOST_HOLDS = 20;
    private static final List<String> REASONS = List.of("patient-request", "clinic-request", "closure", "duplicate");

    /** A request and what has to come of it. */
    record Step(Asked asked, Expected expected) {}

    private final ModelClinic clinic;
    private final List<String> actors;

    /** @param actors as {@code kind:id}; the last one is a patient */
    Oracle(ModelClinic clinic, List<String> actors) {
        this.clinic = clinic;
        this.actors = actors;
    }

    /** @return null where there is nothing to do it to */
    Step step(Command command) {
        return switch (command.kind()) {
            case CREATE, HOLD -> place(command);
            case BOOK_HOLD -> bookHold(command);
            case RELEASE -> release(command);
            case FIND_HOLD -> findHold(command);
            case ACT -> act(command);
            case EXPIRE -> null;
        };
    }

    private Step place(Command command) {
        boolean hold = command.kind() == Kind.HOLD;
        // Now and then for somebody who has such a visit already, and could move it there.
        ModelBooking same = hold && command.booking() % 3 == 0 ? newestUpcoming() : null;
        Place.Type type = same == null
                ? pick(clinic.types(), command.type())
                : same.place().type();
        String patient = same == null ? pick(clinic.patients(), command.patient()) : same.patient();
        String practitioner = practitioner(command);
        Instant start = start(type, command.time());
        String actor = pick(actors, command.actor());
        Map<String, Object> body = new HashMap<>();
        body.put("visitTypeId", type.id());
        body.put("patientId", patient);
        body.put("start", start.toString());
        body.put("practitionerId", practitioner);
        Asked asked = new Asked("POST", hold ? "/v1/holds" : "/v1/bookings", actor, body, null);
        ModelClinic.Verdict verdict = clinic.place(type, patient, start, practitioner, other -> false);
        if (verdict.refusal() != null) {
            return new Step(asked, Expected.refused(verdict));
        }
        if (hold && clinic.liveHolds(actor) >= MOST_HOLDS) {
            return new Step(asked, Expected.refused(429, "too-many-holds"));
        }
        State state = hold ? State.HELD : state(type);
        return new Step(asked, new Expected(201, null, answer -> {
            ModelBooking booking = new ModelBooking(
                    answer.text("id"),
                    patient,
                    hold ? actor : null,
                    new ModelBooking.Version(
                            hold ? "hold" : "create", actor, "api", state, chosen(verdict, answer), null));
            clinic.bookings().add(booking);
            return booking;
        }));
    }

    private Step bookHold(Command command) {
        ModelBooking hold = anyHold(command);
        if (hold == null) {
            return null;
        }
        String id = command.twist() == Twist.UNKNOWN ? UUID.randomUUID().toString() : hold.id();
        String actor = holderOrAnother(command, hold);
        Asked asked =
                new Asked("POST", "/v1/bookings", actor, new HashMap<>(Map.of("holdId", id)), ifMatch(command, hold));
        if (command.twist() == Twist.UNKNOWN || !isHolder(actor, hold)) {
            return new Step(asked, Expected.refused(422, "unknown-reference"));
        }
        if (command.twist() == Twist.STALE) {
            return new Step(asked, Expected.refused(412, "stale-version"));
        }
        Expected useless = useless(hold);
        return new Step(
                asked,
                useless != null
                        ? useless
                        : new Expected(201, null, answer -> {
                            hold.next("book-hold", actor, state(hold.place().type()), hold.place(), null);
                            return hold;
                        }));
    }

    private Step release(Command command) {
        ModelBooking hold = anyHold(command);
        if (hold == null) {
            return null;
        }
        String id = command.twist() == Twist.UNKNOWN ? UUID.randomUUID().toString() : hold.id();
        String actor = holderOrAnother(command, hold);
        Asked asked = new Asked("DELETE", "/v1/holds/" + id, actor, null, ifMatch(command, hold));
        if (command.twist() == Twist.UNKNOWN || !isHolder(actor, hold)) {
            return new Step(asked, Expected.refused(404, "not-found"));
        }
        if (command.twist() == Twist.STALE) {
            return new Step(asked, Expected.refused(412, "stale-version"));
        }
        if (hold.state() != State.HELD && !hold.endedAsHold()) {
            return new Step(asked, Expected.notAllowed());
        }
        return new Step(asked, new Expected(204, null, answer -> {
            if (hold.state() == State.HELD) {
                hold.next("release", actor, State.CANCELLED, hold.place(), "hold-released");
            }
            return hold;
        }));
    }

    private Step findHold(Command command) {
        ModelBooking hold = anyHold(command);
        if (hold == null) {
            return null;
        }
        String actor = holderOrAnother(command, hold);
        Asked asked = new Asked("GET", "/v1/holds/" + hold.id(), actor, null, null);
        return new Step(
                asked,
                isHolder(actor, hold) ? new Expected(200, null, answer -> hold) : Expected.refused(404, "not-found"));
    }

    private Step act(Command command) {
        if (clinic.bookings().isEmpty()) {
            return null;
        }
        ModelBooking hold = command.act() == Act.RESCHEDULE && command.time() % 2 == 0 ? anyHeldForAnother() : null;
        ModelBooking booking = hold == null ? mostlyAllowed(command) : heldFor(hold);
        String actor = hold == null ? pick(actors, command.actor()) : hold.holder();
        if (command.twist() == Twist.OTHER_CLINIC) {
            actor = null;
        }
        boolean byPatient = actor != null && actor.startsWith("patient:");
        String id = command.twist() == Twist.UNKNOWN ? UUID.randomUUID().toString() : booking.id();
        Map<String, Object> body = new HashMap<>();
        Expected done = new ActOracle(clinic).done(command, booking, actor, body, this::start);
        Asked asked = new Asked(
                "POST",
                "/v1/bookings/" + id + '/' + command.act().path(),
                actor,
                body.isEmpty() ? null : body,
                ifMatch(command, booking));
        boolean forbidden = byPatient
                && (command.act().clinicOnly()
                        || command.act() == Act.CANCEL && !"patient-request".equals(body.get("reason")));
        if (forbidden) {
            return new Step(asked, Expected.refused(403, "forbidden"));
        }
        if (actor == null || command.twist() == Twist.UNKNOWN) {
            return new Step(asked, Expected.refused(404, "not-found"));
        }
        if (command.twist() == Twist.STALE) {
            return new Step(asked, Expected.refused(412, "stale-version"));
        }
        return new Step(asked, command.act().allowedIn(booking.state()) ? done : Expected.notAllowed());
    }

    private static String ifMatch(Command command, ModelBooking booking) {
        return switch (command.twist()) {
            case IF_MATCH -> "\"" + booking.version() + "\"";
            case STALE -> "\"" + (booking.version() + (command.time() % 2 == 0 ? 1 : -1)) + "\"";
            case NONE, TWICE, UNKNOWN, OTHER_CLINIC -> null;
        };
    }

    /** What using such a hold is refused with; null if it can be used. */
    static Expected useless(ModelBooking hold) {
        if (hold.isExpiredHold() || hold.endedAsHold()) {
            return Expected.refused(409, "hold-expired");
        }
        return hold.state() == State.HELD ? null : Expected.notAllowed();
    }

    /** Of the possible places the one that the service took. */
    static Place chosen(ModelClinic.Verdict verdict, Answer answer) {
        String practitioner = answer.text("practitionerId");
        List<Place> taken = verdict.possible().stream()
                .filter(place -> place.practitioner().equals(practitioner))
                .toList();
        assertThat(taken).as("%s, of %s", answer, verdict).hasSize(1);
        return taken.getFirst();
    }

    static String reason(Command command) {
        return pick(REASONS, command.type());
    }

    static <T> T pick(List<T> of, int number) {
        return of.get(number % of.size());
    }

    /** Mostly one of the newest. */
    static <T> T recent(List<T> of, int number) {
        return number % 3 == 0 ? pick(of, number / 3) : of.get(of.size() - 1 - number / 3 % Math.min(8, of.size()));
    }

    private static State state(Place.Type type) {
        return type.confirmed() ? State.PENDING : State.BOOKED;
    }

    private String practitioner(Command command) {
        return command.who() % 3 == 0 ? null : pick(clinic.practitioners(), command.who() / 3);
    }

    /** Mostly on the grid. */
    private Instant start(Place.Type type, int time) {
        Instant day = pick(clinic.days(), time);
        int starts = (clinic.hours() - type.minutes() - type.buffer()) / type.every() + 1;
        int minutes = type.every() * (time / 7 % starts);
        return switch (time % 29) {
            case 0 -> day.plus(Duration.ofMinutes(minutes + 5));
            case 1 -> day.minus(Duration.ofMinutes(60));
            default -> day.plus(Duration.ofMinutes(minutes));
        };
    }

    /** A hold that a booking could move into. */
    private ModelBooking anyHeldForAnother() {
        return clinic.bookings().reversed().stream()
                .filter(hold -> hold.state() == State.HELD && heldFor(hold) != null)
                .findFirst()
                .orElse(null);
    }

    private ModelBooking heldFor(ModelBooking hold) {
        return clinic.bookings().stream()
                .filter(booking -> Act.RESCHEDULE.allowedIn(booking.state()))
                .filter(booking -> ActOracle.fits(hold, booking))
                .findFirst()
                .orElse(null);
    }

    private ModelBooking newestUpcoming() {
        return clinic.bookings().reversed().stream()
                .filter(booking -> Act.RESCHEDULE.allowedIn(booking.state()))
                .findFirst()
                .orElse(null);
    }

    /** Left to chance, most acts would only be refused. */
    private ModelBooking mostlyAllowed(Command command) {
        List<ModelBooking> allowing = clinic.bookings().stream()
                .filter(booking -> command.act().allowedIn(booking.state()))
                .toList();
        return recent(
                allowing.isEmpty() || command.patient() % 5 == 0 ? clinic.bookings() : allowing, command.booking());
    }

    /** Sometimes what never was one. */
    private ModelBooking anyHold(Command command) {
        List<ModelBooking> held = clinic.bookings().stream()
                .filter(booking -> booking.state() == State.HELD)
                .toList();
        List<ModelBooking> holds = command.time() % 11 == 0
                ? clinic.bookings()
                : command.time() % 3 > 0 && !held.isEmpty()
                        ? held
                        : clinic.bookings().stream()
                                .filter(booking -> booking.holder() != null)
                                .toList();
        return holds.isEmpty() ? null : recent(holds, command.booking());
    }

    /** Somebody of another clinic is nobody here. */
    private static boolean isHolder(String actor, ModelBooking hold) {
        return actor != null && actor.equals(hold.holder());
    }

    private String holderOrAnother(Command command, ModelBooking hold) {
        if (command.twist() == Twist.OTHER_CLINIC) {
            return null;
        }
        return hold.holder() == null || command.actor() % 6 == 0 ? pick(actors, command.actor() / 6) : hold.holder();
    }
}
