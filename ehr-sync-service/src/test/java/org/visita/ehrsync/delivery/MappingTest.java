package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.catalog.CatalogKind;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Database;
import org.visita.ehrsync.testing.EhrSemantics;
import org.visita.ehrsync.testing.Fault;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.Samples;
import org.visita.kit.catalog.CatalogCopy;

@QuarkusTest
class MappingTest extends ComponentTest {

    @Test
    void the_ehr_reads_its_own_words() {
        String theirs = clinic.ehr.put("Location", "{\"resourceType\":\"Location\"}");
        clinic.ehr.put("Practitioner", """
                {"resourceType":"Practitioner","identifier":[{"system":"urn:ehr:staff","value":"77"}]}""");
        clinic.connect();
        map("visit-type", clinic.visitType, "urn:ehr:visits", "V1");
        map("practitioner", clinic.practitioner, "urn:ehr:staff", "77");
        map("location", clinic.location, "", theirs);
        map("cancellation-reason", "closure", "urn:ehr:reasons", "R9");
        BookingSnapshot booking = clinic.book();

        ObjectNode held = clinic.awaitHeld(booking);

        assertThat(held.at("/serviceType/0/coding/0/system").asText()).isEqualTo("urn:ehr:visits");
        assertThat(held.at("/serviceType/0/coding/0/code").asText()).isEqualTo("V1");
        assertThat(FhirPaths.participant(held, "practitioner")
                        .at("/actor/identifier/value")
                        .asText())
                .isEqualTo("77");
        assertThat(FhirPaths.participant(held, "practitioner")
                        .at("/actor/reference")
                        .asText())
                .startsWith("Practitioner/");
        assertThat(FhirPaths.participant(held, "location")
                        .at("/actor/reference")
                        .asText())
                .isEqualTo("Location/" + theirs);

        BookingSnapshot cancelled = Samples.cancelled(booking, Cancellation.By.CLINIC, Cancellation.Reason.CLOSURE);
        Broker.send(cancelled);
        assertThat(clinic.awaitHeld(cancelled)
                        .at("/cancelationReason/coding/0/code")
                        .asText())
                .isEqualTo("R9");
    }

    @Test
    void a_visit_type_without_a_code_is_a_dead_letter_and_bothers_nobody() {
        clinic.connect();
        BookingSnapshot booking = Samples.booking(clinic.id, clinic.practitioner, clinic.location, Samples.id());
        Broker.send(booking);

        assertThat(clinic.awaitDeadLetter())
                .containsEntry("code", "mapping-missing")
                .containsEntry("class", "permanent");
        assertThat(causeOf(booking)).isEqualTo("visit-type/" + booking.visitTypeId());
        assertThat(clinic.ehr.all("Patient")).isEmpty();
    }

    @Test
    void what_left_the_flow_for_want_of_a_code_is_not_sent_when_there_is_one() {
        clinic.connect();
        BookingSnapshot in = Samples.booking(clinic.id, clinic.practitioner, clinic.location, Samples.id());
        BookingSnapshot out = Samples.booking(clinic.id, clinic.practitioner, clinic.location, Samples.id());
        List.of(in, out).forEach(each -> clinic.catalogue(each.visitTypeId(), null));
        CatalogCopy copy = Arc.container().instance(CatalogCopy.class).get();
        await().until(() -> Stream.of(in, out)
                .allMatch(each -> copy.find(clinic.id, CatalogKind.VISIT_TYPE, each.visitTypeId())
                        .isPresent()));
        Broker.send(in);
        Broker.send(out);
        await().until(() -> clinic.deadLetters().size() == 2);
        put(
                "",
                Map.of(
                        "name",
                        "The EHR",
                        "baseUrl",
                        clinic.ehr.baseUrl(),
                        "flow",
                        Map.of("visitTypes", List.of(in.visitTypeId(), clinic.visitType))));

        Response replaced = put(
                "/code-maps",
                Map.of(
                        "items",
                        Stream.of(in, out)
                                .map(each -> Map.of(
                                        "kind",
                                        "visit-type",
                                        "local",
                                        each.visitTypeId(),
                                        "system",
                                        "urn:ehr:visits",
                                        "code",
                                        "V1"))
                                .toList()));
        assertThat(replaced.jsonPath().getInt("retried")).isEqualTo(1);
        clinic.awaitHeld(in);
        Broker.send(Samples.moved(out, Duration.ofHours(1)));
        clinic.awaitHeld(clinic.book());

        assertThat(clinic.ehr.appointmentOf(out.id())).isEmpty();
        assertThat(Database.list("select state from dead_letter where booking_id = ?", out.id()))
                .containsExactly("open");
    }

    private Response put(String path, Map<String, Object> body) {
        Response done = clinic.asking()
                .header("If-Match", '"' + clinic.connectionField("version") + '"')
                .body(body)
                .put("/v1/connections/" + clinic.connection() + path);
        assertThat(done.statusCode()).as(done.asString()).isEqualTo(200);
        return done;
    }

    @Test
    void what_is_switched_off_is_not_sent_and_not_touched() {
        clinic.connect();
        change("fields = '{}'");
        BookingSnapshot booking = clinic.book();
        ObjectNode held = clinic.awaitHeld(booking);
        assertThat(held.has("serviceType")).isFalse();
        assertThat(held.path("participant")).hasSize(1);
        assertThat(clinic.ehr.all("Patient").getFirst().has("telecom")).isFalse();
        clinic.ehr.edit("Appointment", held.path("id").asText(), appointment -> {
            appointment.withArray("/serviceType").addObject().put("text", "theirs");
            return appointment;
        });

        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);

        assertThat(clinic.awaitHeld(moved).at("/serviceType/0/text").asText()).isEqualTo("theirs");
    }

    @Test
    void what_is_not_valid_is_not_sent() {
        clinic.connect();
        map("location", clinic.location, "", "not an id");
        BookingSnapshot booking = clinic.book();

        assertThat(clinic.awaitDeadLetter()).containsEntry("code", "not-valid").containsEntry("class", "permanent");
        assertThat(causeOf(booking)).isEqualTo("Appointment.participant[2].actor.reference (reference-form)");
        assertThat(clinic.ehr.all("Appointment")).isEmpty();
    }

    @Test
    void what_the_ehr_says_of_a_refusal_is_kept_and_not_in_the_clear() {
        clinic.connect();
        clinic.ehr.with(Fault.answering(422).on("POST", "Appointment"));
        BookingSnapshot booking = clinic.book();
        clinic.awaitDeadLetter();

        assertThat(Database.list(
                        "select encode(outcome, 'escape') from dead_letter where booking_id = ?", booking.id()))
                .singleElement()
                .asString()
                .isNotEmpty()
                .doesNotContain("OperationOutcome");
    }

    @Test
    void several_candidates_are_named_as_the_cause() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        List<String> twins = Stream.generate(() -> """
                        {"resourceType":"Patient","identifier":[{"system":"%s","value":"%s"}]}""".formatted(Samples.PATIENT_SYSTEM, booking.patientId()))
                .limit(2)
                .map(twin -> clinic.ehr.put("Patient", twin))
                .map("Patient/"::concat)
                .sorted()
                .toList();
        Broker.send(booking);

        assertThat(clinic.awaitDeadLetter()).containsEntry("code", "patient-ambiguous");
        assertThat(causeOf(booking)).isEqualTo(String.join(",", twins));
    }

    @Test
    void where_no_create_is_conditional_the_id_is_ours() {
        clinic.ehr.behavingLike(EhrSemantics.BARE.withClientIds());
        clinic.connect();
        change("creates_by = 'client-id'");
        // The answer is lost: the next try has to find what is there.
        clinic.ehr.with(Fault.doing(Fault.Kind.CUT_AFTER_COMMIT)
                .on("PUT", "Appointment")
                .times(1));
        BookingSnapshot booking = clinic.book();

        assertThat(clinic.awaitHeld(booking).path("id").asText()).isEqualTo(booking.id());
        clinic.awaitSync(booking, BookingSync.State.WRITTEN);
        BookingSnapshot moved = Samples.moved(booking, Duration.ofHours(1));
        Broker.send(moved);
        clinic.awaitHeld(moved);
        assertThat(clinic.ehr.all("Appointment")).hasSize(1);
    }

    /** A search may not know it yet: the id does. */
    @Test
    void where_no_create_is_conditional_a_patient_is_not_created_twice_either() {
        clinic.ehr.behavingLike(EhrSemantics.BARE.withClientIds());
        clinic.connect();
        change("creates_by = 'client-id'");
        clinic.ehr.with(
                Fault.doing(Fault.Kind.CUT_AFTER_COMMIT).onWrites("Patient").times(1));
        clinic.ehr.with(Fault.answering(200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}")
                .on(request -> request.type().equals("Patient")
                        && (request.query() + request.body()).contains("identifier=")));
        BookingSnapshot booking = clinic.book();

        clinic.awaitHeld(booking);
        assertThat(clinic.ehr.all("Patient")).hasSize(1);
        assertThat(clinic.ehr.all("Patient").getFirst().path("id").asText()).isEqualTo(booking.patientId());
    }

    @Test
    void a_patient_of_somebody_else_under_our_id_is_left_alone() {
        clinic.ehr.behavingLike(EhrSemantics.BARE.withClientIds());
        clinic.connect();
        change("creates_by = 'client-id'");
        BookingSnapshot booking = clinic.booking();
        clinic.ehr.with(Fault.answering(200, "{\"resourceType\":\"Patient\",\"id\":\"" + booking.patientId() + "\"}")
                .on(request ->
                        request.method().equals("GET") && booking.patientId().equals(request.id())));
        Broker.send(booking);

        assertThat(clinic.awaitDeadLetter()).containsEntry("code", "patient-ambiguous");
        assertThat(clinic.ehr.all("Patient")).isEmpty();
    }

    private String causeOf(BookingSnapshot booking) {
        return Database.list("select cause from dead_letter where booking_id = ?", booking.id())
                .getFirst();
    }

    private void map(String kind, String local, String system, String code) {
        Database.execute(
                "insert into code_map (clinic, connection_id, kind, local, system, code) values (?, ?, ?, ?, ?, ?)",
                clinic.id,
                UUID.fromString(clinic.connection()),
                kind,
                local,
                system,
                code);
        change("name = name");
    }

    private void change(String what) {
        Database.execute(
                "update connection set version = version + 1, " + what + " where clinic = ? and id = ?",
                clinic.id,
                UUID.fromString(clinic.connection()));
    }
}
