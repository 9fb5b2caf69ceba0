package org.visita.booking.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.visita.booking.Rows;
import org.visita.booking.model.Command.Kind;
import org.visita.booking.model.Command.Twist;

/** One sequence of commands, done to the service and to the model, compared after each. */
final class Playing {

    private final ModelClinic clinic;
    private final Oracle oracle;
    private final String desk;
    private final List<String> told = new ArrayList<>();
    private final Map<String, Integer> outcomes;

    /** @param outcomes counts what has come of commands, over all sequences */
    Playing(ModelClinic clinic, Map<String, Integer> outcomes) {
        this.clinic = clinic;
        this.outcomes = outcomes;
        // Actors of their own: what others still hold would count for the cap.
        String own = UUID.randomUUID().toString().substring(0, 8);
        this.desk = "key:desk" + own;
        this.oracle =
                new Oracle(clinic, List.of(desk, "staff:anna" + own, desk, "key:portal" + own, "patient:self" + own));
    }

    /** What was done so far, a line each. */
    List<String> told() {
        return told;
    }

    void play(Command command) {
        noticeExpired();
        if (command.kind() == Kind.EXPIRE) {
            letExpire(command);
            return;
        }
        Oracle.Step step = oracle.step(command);
        if (step == null) {
            return;
        }
        Asked asked = step.asked();
        told.add("%s %s %s by %s, %s: to be %d %s"
                .formatted(
                        asked.method(),
                        asked.path(),
                        asked.body(),
                        asked.actor(),
                        asked.ifMatch(),
                        step.expected().status(),
                        step.expected().code()));
        boolean twice = command.twist() == Twist.TWICE && asked.method().equals("POST");
        String key = twice ? UUID.randomUUID().toString() : null;
        Answer answer = asked.send(key);
        requireExpected(step.expected(), answer);
        ModelBooking about = step.expected().done().apply(answer);
        if (twice) {
            sendAgain(asked, key, step.expected(), answer);
        }
        noticeExpired();
        unlessExpiredMeanwhile(this::compareTables);
        if (about != null) {
            if (answer.status() != 204) {
                compareView(about, answer);
            }
            compareView(about, Asked.get("/v1/bookings/" + about.id(), desk).send(null));
            compareHistory(about);
        }
        compareList(command);
        outcomes.merge(
                (command.kind() == Kind.ACT ? command.act().path() : command.kind())
                        + (asked.path().endsWith("/reschedule") && asked.body().containsKey("holdId")
                                ? " into hold "
                                : " ")
                        + answer.status() + " "
                        + (step.expected().code() == null ? "" : step.expected().code()),
                1,
                Integer::sum);
    }

    private void letExpire(Command command) {
        List<ModelBooking> live = clinic.bookings().stream()
                .filter(booking -> booking.state() == State.HELD && !booking.isExpiredHold())
                .toList();
        if (!live.isEmpty()) {
            ModelBooking hold = Oracle.pick(live, command.booking());
            told.add("the time of " + hold.id() + " is over");
            Rows.expire(hold.id());
            hold.letExpire();
        }
    }

    /** Who ends an expired hold, and when, is left open: whoever needs its place, or the timer. */
    boolean noticeExpired() {
        if (clinic.bookings().stream().noneMatch(ModelBooking::isExpiredHold)) {
            return false;
        }
        Set<String> ended = Set.copyOf(Rows.texts(
                "select cast(id as text) from booking where practitioner_id = any(cast(? as uuid[]))"
                        + " and cancel_reason = 'HOLD_EXPIRED'",
                clinic.practitioners()));
        List<ModelBooking> noticed = clinic.bookings().stream()
                .filter(ModelBooking::isExpiredHold)
                .filter(hold -> ended.contains(hold.id()))
                .toList();
        noticed.forEach(ModelBooking::expiredAway);
        return !noticed.isEmpty();
    }

    /** The service's timer may end a hold between two looks of ours: then, and only then, it is looked at once more. */
    private void unlessExpiredMeanwhile(Runnable comparison) {
        try {
            comparison.run();
        } catch (AssertionError differs) {
            if (!noticeExpired()) {
                throw differs;
            }
            comparison.run();
        }
    }

    private void requireExpected(Expected expected, Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(expected.status());
        if (expected.code() != null) {
            assertThat(answer.text("code")).as("%s", answer).isEqualTo(expected.code());
        }
    }

    /** What was done is not done again, what was refused is looked at again; the key is good for this request only. */
    private void sendAgain(Asked asked, String key, Expected expected, Answer first) {
        Answer again = asked.send(key);
        requireExpected(expected, again);
        if (expected.code() == null) {
            assertThat(again).isEqualTo(first);
            Answer other = new Asked(
                            "POST", "/v1/bookings/" + first.text("id") + "/enter-in-error", asked.actor(), null, null)
                    .send(key);
            if (!asked.path().endsWith("/enter-in-error")) {
                assertThat(other.text("code")).isEqualTo("idempotency-key-reused");
            }
        }
    }

    private void compareTables() {
        assertThat(Tables.bookings(clinic)).as("bookings").isEqualTo(Tables.bookingsExpected(clinic));
        assertThat(Tables.occupancy(clinic))
                .as("occupancy")
                .containsExactlyInAnyOrderElementsOf(Tables.occupancyExpected(clinic));
    }

    private void compareView(ModelBooking booking, Answer answer) {
        Place place = booking.place();
        Map<String, Object> expected = new HashMap<>();
        expected.put("id", booking.id());
        expected.put("version", booking.version());
        expected.put("status", booking.state().json());
        expected.put("patientId", booking.patient());
        expected.put("visitTypeId", place.type().id());
        expected.put("practitionerId", place.practitioner());
        if (place.room() != null) {
            expected.put("roomId", place.room());
        }
        expected.put("equipmentIds", place.devices());
        assertThat(answer.json()).containsAllEntriesOf(expected);
        if (place.room() == null) {
            assertThat(answer.json()).doesNotContainKey("roomId");
        }
        Map<?, ?> cancellation = (Map<?, ?>) answer.json().get("cancellation");
        assertThat(cancellation == null ? null : cancellation.get("reason"))
                .as("reason of %s", answer)
                .isEqualTo(booking.now().reason());
        assertThat(OffsetDateTime.parse(answer.text("start")).toInstant()).isEqualTo(place.start());
        assertThat(OffsetDateTime.parse(answer.text("end")).toInstant()).isEqualTo(place.end());
        assertThat(answer.text("holdExpiresAt") != null).isEqualTo(booking.state() == State.HELD);
        assertThat(answer.etag()).isEqualTo("\"" + booking.version() + "\"");
    }

    private void compareHistory(ModelBooking booking) {
        Answer answer =
                Asked.get("/v1/bookings/" + booking.id() + "/history", desk).send(null);
        List<String> lines = new ArrayList<>();
        for (Map<?, ?> item : items(answer)) {
            lines.add(Said.line(
                    (Integer) item.get("version"),
                    item.get("act"),
                    item.get("actor"),
                    item.get("source"),
                    Said.changesOf((List<?>) item.get("changes"))));
        }
        assertThat(lines).as("history").isEqualTo(Said.historyExpected(booking));
    }

    private void compareList(Command command) {
        Instant day = Oracle.pick(clinic.days(), command.time());
        String patient = Oracle.pick(clinic.patients(), command.patient());
        State state = State.values()[command.type() % State.values().length];
        boolean byState = command.booking() % 2 == 0;
        String query = "patient=" + patient + "&from=" + day + (byState ? "&status=" + state.json() : "");
        List<String> expected = clinic.bookings().stream()
                .filter(booking -> booking.patient().equals(patient))
                .filter(booking -> !booking.place().start().isBefore(day))
                .filter(booking -> byState
                        ? booking.state() == state && !booking.endedAsHold()
                        : booking.state() != State.HELD && !booking.endedAsHold())
                .collect(
                        () -> new TreeMap<String, String>(),
                        (found, booking) -> found.put(booking.place().start() + booking.id(), booking.id()),
                        TreeMap::putAll)
                .values()
                .stream()
                .toList();
        Answer answer = Asked.get("/v1/bookings?" + query + "&limit=100", desk).send(null);
        assertThat(items(answer).stream().map(item -> (String) item.get("id")).toList())
                .as("list of %s: %s", query, answer)
                .isEqualTo(expected);
    }

    private static List<Map<?, ?>> items(Answer answer) {
        return ((List<?>) answer.json().get("items"))
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }
}
