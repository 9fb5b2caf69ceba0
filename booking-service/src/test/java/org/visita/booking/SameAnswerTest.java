package org.visita.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visita.booking.SampleClinic.slot;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one API refuses, and how, the other refuses as well: each situation is tried by both. */
@BookingTest
class SameAnswerTest {

    private static final String UNKNOWN = "018f0000-0000-7000-8000-000000000000";
    private static final String PATIENT = "patient:patient00001";

    /** How one API says it. */
    private interface Language {

        Response book(RequestSpecification by, Visit visit);

        Response hold(RequestSpecification by, Visit visit);

        Response bookHold(RequestSpecification by, String id);

        Response move(RequestSpecification by, String id, OffsetDateTime to);

        Response act(RequestSpecification by, String id, String act);

        Response cancel(RequestSpecification by, String id, String reason);
    }

    /** @param practitioner null: anyone */
    private record Visit(String visitType, String patient, OffsetDateTime start, String practitioner) {}

    private record Situation(String name, Case refused) {

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Case {
        Response in(Language language, SampleClinic clinic);
    }

    static Stream<Situation> situations() {
        return Stream.of(
                new Situation("booked", (api, clinic) -> api.book(desk(), visit(clinic, 0, slot(3, 0)))),
                new Situation("slot taken", (api, clinic) -> {
                    api.book(desk(), visit(clinic, 0, slot(3, 0)));
                    return api.book(desk(), visit(clinic, 1, slot(3, 0)));
                }),
                new Situation("patient busy elsewhere", (api, clinic) -> {
                    api.book(desk(), visit(clinic, 0, slot(3, 0)));
                    return api.book(desk(), visit(clinic, 0, slot(3, 0)));
                }),
                new Situation(
                        "off the grid",
                        (api, clinic) ->
                                api.book(desk(), visit(clinic, 0, slot(3, 0).plusMinutes(7)))),
                new Situation(
                        "outside the hours",
                        (api, clinic) ->
                                api.book(desk(), visit(clinic, 0, slot(3, 0).minusHours(3)))),
                new Situation("too far ahead", (api, clinic) -> api.book(desk(), visit(clinic, 0, slot(300, 0)))),
                new Situation("in the past", (api, clinic) -> api.book(desk(), visit(clinic, 0, slot(-3, 0)))),
                new Situation(
                        "year 1900",
                        (api, clinic) ->
                                api.book(desk(), visit(clinic, 0, OffsetDateTime.parse("1900-01-01T08:00:00+01:00")))),
                new Situation(
                        "unknown patient",
                        (api, clinic) -> api.book(desk(), new Visit(clinic.visitType(), UNKNOWN, slot(3, 0), null))),
                new Situation(
                        "unknown visit type",
                        (api, clinic) -> api.book(
                                desk(), new Visit(UNKNOWN, clinic.patients().getFirst(), slot(3, 0), null))),
                new Situation(
                        "unknown practitioner",
                        (api, clinic) -> api.book(
                                desk(),
                                new Visit(clinic.visitType(), clinic.patients().getFirst(), slot(3, 0), UNKNOWN))),
                new Situation(
                        "no id of a patient",
                        (api, clinic) -> api.book(desk(), new Visit(clinic.visitType(), "abc", slot(3, 0), null))),
                new Situation(
                        "no visit type",
                        (api, clinic) -> api.book(
                                desk(), new Visit(null, clinic.patients().getFirst(), slot(3, 0), null))),
                new Situation(
                        "no start",
                        (api, clinic) -> api.book(
                                desk(),
                                new Visit(clinic.visitType(), clinic.patients().getFirst(), null, null))),
                new Situation("moved to a taken slot", (api, clinic) -> {
                    api.book(desk(), visit(clinic, 0, slot(3, 0)));
                    return api.move(desk(), id(api.book(desk(), visit(clinic, 1, slot(3, 1)))), slot(3, 0));
                }),
                new Situation(
                        "moved off the grid",
                        (api, clinic) -> api.move(
                                desk(),
                                id(api.book(desk(), visit(clinic, 0, slot(3, 0)))),
                                slot(3, 1).plusMinutes(1))),
                new Situation(
                        "moved when cancelled", (api, clinic) -> api.move(desk(), cancelled(api, clinic), slot(3, 1))),
                new Situation(
                        "cancelled twice",
                        (api, clinic) -> api.cancel(desk(), cancelled(api, clinic), "patient-request")),
                new Situation(
                        "checked in when cancelled",
                        (api, clinic) -> api.act(desk(), cancelled(api, clinic), "check-in")),
                new Situation(
                        "fulfilled before checked in",
                        (api, clinic) -> api.act(desk(), id(api.book(desk(), visit(clinic, 0, slot(3, 0)))), "fulfil")),
                new Situation("no-show when checked in", (api, clinic) -> {
                    String id = id(api.book(desk(), visit(clinic, 0, slot(3, 0))));
                    api.act(desk(), id, "check-in");
                    return api.act(desk(), id, "no-show");
                }),
                new Situation(
                        "checked in by a patient",
                        (api, clinic) -> api.act(
                                Requests.as(PATIENT), id(api.book(desk(), visit(clinic, 0, slot(3, 0)))), "check-in")),
                new Situation(
                        "cancelled by a patient for the clinic",
                        (api, clinic) -> api.cancel(
                                Requests.as(PATIENT),
                                id(api.book(desk(), visit(clinic, 0, slot(3, 0)))),
                                "clinic-request")),
                new Situation(
                        "cancelled by a patient",
                        (api, clinic) -> api.cancel(
                                Requests.as(PATIENT),
                                id(api.book(desk(), visit(clinic, 0, slot(3, 0)))),
                                "patient-request")),
                new Situation("held twice", (api, clinic) -> {
                    api.hold(desk(), visit(clinic, 0, slot(3, 0)));
                    return api.hold(desk(), visit(clinic, 1, slot(3, 0)));
                }),
                new Situation("booked while held by another", (api, clinic) -> {
                    api.hold(desk(), visit(clinic, 0, slot(3, 0)));
                    return api.book(Requests.as("staff:desk00000002"), visit(clinic, 1, slot(3, 0)));
                }),
                new Situation(
                        "hold booked",
                        (api, clinic) -> api.bookHold(desk(), id(api.hold(desk(), visit(clinic, 0, slot(3, 0)))))),
                new Situation("hold booked twice", (api, clinic) -> {
                    String id = id(api.hold(desk(), visit(clinic, 0, slot(3, 0))));
                    api.bookHold(desk(), id);
                    return api.bookHold(desk(), id);
                }),
                new Situation(
                        "hold of another",
                        (api, clinic) -> api.bookHold(
                                Requests.as("staff:desk00000002"), id(api.hold(desk(), visit(clinic, 0, slot(3, 0)))))),
                new Situation("unknown hold", (api, clinic) -> api.bookHold(desk(), UNKNOWN)),
                new Situation(
                        "held slot cannot be moved",
                        (api, clinic) ->
                                api.move(desk(), id(api.hold(desk(), visit(clinic, 0, slot(3, 0)))), slot(3, 1))));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void both_apis_give_the_same_answer(Situation situation) {
        Response v1 = situation.refused().in(new V1(), SampleClinic.with(1, 0, 2));
        Response fhir = situation.refused().in(new InFhir(), SampleClinic.with(1, 0, 2));
        if (v1.statusCode() < 400) {
            assertThat(fhir.statusCode()).as(fhir.asString()).isBetween(200, 201);
            assertThat(status(fhir)).isEqualTo(v1.jsonPath().getString("status"));
        } else {
            assertThat(fhir.statusCode()).as(fhir.asString()).isEqualTo(v1.statusCode());
            assertThat(Fhir.problem(fhir)).isEqualTo(v1.jsonPath().getString("code"));
        }
    }

    private static String status(Response appointment) {
        return switch (appointment.jsonPath().getString("status")) {
            case "proposed" -> "held";
            case "checked-in" -> "checked_in";
            case "noshow" -> "no_show";
            case "entered-in-error" -> "entered_in_error";
            case String same -> same;
        };
    }

    private static Visit visit(SampleClinic clinic, int patient, OffsetDateTime start) {
        return new Visit(clinic.visitType(), clinic.patients().get(patient), start, null);
    }

    private static String cancelled(Language api, SampleClinic clinic) {
        String id = id(api.book(desk(), visit(clinic, 0, slot(3, 0))));
        api.cancel(desk(), id, "patient-request");
        return id;
    }

    private static String id(Response done) {
        assertThat(done.statusCode()).as(done.asString()).isLessThan(300);
        return done.jsonPath().getString("id");
    }

    private static RequestSpecification desk() {
        return Requests.clinic();
    }

    private static final class V1 implements Language {

        @Override
        public Response book(RequestSpecification by, Visit visit) {
            return by.body(body(visit)).post("/v1/bookings");
        }

        @Override
        public Response hold(RequestSpecification by, Visit visit) {
            return by.body(body(visit)).post("/v1/holds");
        }

        @Override
        public Response bookHold(RequestSpecification by, String id) {
            return by.body(Map.of("holdId", id)).post("/v1/bookings");
        }

        @Override
        public Response move(RequestSpecification by, String id, OffsetDateTime to) {
            return by.body(Map.of("start", to.toString())).post("/v1/bookings/" + id + "/reschedule");
        }

        @Override
        public Response act(RequestSpecification by, String id, String act) {
            return by.post("/v1/bookings/" + id + "/" + act);
        }

        @Override
        public Response cancel(RequestSpecification by, String id, String reason) {
            return by.body(Map.of("reason", reason)).post("/v1/bookings/" + id + "/cancel");
        }

        private static Map<String, Object> body(Visit visit) {
            Map<String, Object> body = new HashMap<>(Map.of("patientId", visit.patient()));
            put(visit.visitType(), type -> body.put("visitTypeId", type));
            put(visit.start(), start -> body.put("start", start.toString()));
            put(visit.practitioner(), practitioner -> body.put("practitionerId", practitioner));
            return body;
        }
    }

    private static final class InFhir implements Language {

        @Override
        public Response book(RequestSpecification by, Visit visit) {
            return in(by).body(body(visit, "booked")).post(Fhir.BASE);
        }

        @Override
        public Response hold(RequestSpecification by, Visit visit) {
            return in(by).body(body(visit, "proposed")).post(Fhir.BASE + "/$hold");
        }

        @Override
        public Response bookHold(RequestSpecification by, String id) {
            return in(by).post(Fhir.BASE + "/" + id + "/$book");
        }

        @Override
        public Response move(RequestSpecification by, String id, OffsetDateTime to) {
            Map<String, Object> moved = Fhir.read(id);
            moved.put("start", to.toInstant().toString());
            moved.remove("end");
            return in(by).body(moved).put(Fhir.BASE + "/" + id);
        }

        @Override
        public Response act(RequestSpecification by, String id, String act) {
            Map<String, Object> changed = Fhir.read(id);
            changed.remove("cancelationReason");
            changed.put(
                    "status",
                    switch (act) {
                        case "check-in" -> "checked-in";
                        case "fulfil" -> "fulfilled";
                        case "no-show" -> "noshow";
                        default -> throw new AssertionError(act);
                    });
            return in(by).body(changed).put(Fhir.BASE + "/" + id);
        }

        @Override
        public Response cancel(RequestSpecification by, String id, String reason) {
            return in(by).body(Fhir.parameters(Map.of("name", "reason", "valueCode", reason)))
                    .post(Fhir.BASE + "/" + id + "/$cancel");
        }

        private static RequestSpecification in(RequestSpecification by) {
            return by.contentType(Fhir.MEDIA_TYPE);
        }

        private static Map<String, Object> body(Visit visit, String status) {
            Map<String, Object> body = new HashMap<>(Map.of("resourceType", "Appointment", "status", status));
            put(
                    visit.visitType(),
                    type -> body.put(
                            "serviceType",
                            List.of(Map.of("coding", List.of(Map.of("system", Fhir.VISIT_TYPE, "code", type))))));
            put(visit.start(), start -> body.put("start", start.toInstant().toString()));
            body.put(
                    "participant",
                    visit.practitioner() == null
                            ? Fhir.participants("Patient/" + visit.patient())
                            : Fhir.participants("Patient/" + visit.patient(), "Practitioner/" + visit.practitioner()));
            return body;
        }
    }

    private static <T> void put(T value, Consumer<T> into) {
        if (value != null) {
            into.accept(value);
        }
    }
}
