package org.visita.ehrsync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.FhirPaths;
import org.visita.ehrsync.testing.Samples;

@QuarkusTest
class PatientMatchingTest extends ComponentTest {

    @Test
    void an_unknown_patient_is_created_with_our_identifier() {
        clinic.connect();
        BookingSnapshot booking = clinic.book();
        clinic.awaitHeld(booking);

        ObjectNode patient = clinic.ehr.all("Patient").getFirst();

        assertThat(patient.at("/identifier/0/system").asText()).isEqualTo(Samples.PATIENT_SYSTEM);
        assertThat(patient.at("/identifier/0/value").asText()).isEqualTo(booking.patientId());
        assertThat(patient.at("/name/0/family").asText()).isEqualTo("Nkosi");
        assertThat(patient.path("birthDate").asText()).isEqualTo("1988-02-29");
        assertThat(patient.path("gender").asText()).isEqualTo("female");
    }

    @Test
    void a_patient_whom_the_ehr_knows_by_another_identifier_is_not_created_again() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        String known = clinic.ehr.put("Patient", patient("urn:clinic:mrn", "mrn-" + booking.patientId()));
        Broker.send(booking);

        ObjectNode held = clinic.awaitHeld(booking);

        assertThat(FhirPaths.participant(held, "patient").at("/actor/reference").asText())
                .isEqualTo("Patient/" + known);
        assertThat(clinic.ehr.all("Patient")).hasSize(1);
        // Such an identifier says something about a person: it must not stand in an address.
        assertThat(clinic.ehr.requests())
                .filteredOn(request -> request.query().contains("mrn"))
                .isNotEmpty()
                .allMatch(request -> request.method().equals("POST"));
    }

    @Test
    void several_patients_that_may_be_the_one_are_for_a_human() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        List<String> candidates = Stream.generate(() -> patient("urn:clinic:mrn", "mrn-" + booking.patientId()))
                .limit(2)
                .map(json -> clinic.ehr.put("Patient", json))
                .toList();
        Broker.send(booking);

        assertThat(clinic.awaitDeadLetter())
                .containsEntry("code", "patient-ambiguous")
                .extractingByKey("message")
                .asString()
                .contains(candidates);
        assertThat(clinic.ehr.all("Patient")).hasSize(2);
    }

    @Test
    void patients_that_were_merged_into_another_do_not_count() {
        clinic.connect();
        BookingSnapshot booking = clinic.booking();
        String identifier = """
                "identifier":[{"system":"urn:clinic:mrn","value":"mrn-%s"}]""".formatted(booking.patientId());
        String target = clinic.ehr.put("Patient", "{\"resourceType\":\"Patient\"," + identifier + "}");
        clinic.ehr.put("Patient", "{\"resourceType\":\"Patient\",\"active\":false," + identifier + "}");
        clinic.ehr.put("Patient", """
                {"resourceType":"Patient",%s,
                 "link":[{"other":{"reference":"Patient/%s"},"type":"replaced-by"}]}""".formatted(identifier, target));
        Broker.send(booking);

        ObjectNode held = clinic.awaitHeld(booking);

        assertThat(FhirPaths.participant(held, "patient").at("/actor/reference").asText())
                .isEqualTo("Patient/" + target);
    }

    @Test
    void two_bookings_of_a_new_patient_make_one_patient() {
        clinic.connect();
        BookingSnapshot first = clinic.booking();
        List<BookingSnapshot> all = Stream.concat(
                        Stream.of(first), Stream.generate(() -> Samples.ofPatient(clinic.booking(), first.patientId())))
                .limit(6)
                .toList();

        all.forEach(Broker::send);

        all.forEach(clinic::awaitHeld);
        assertThat(clinic.ehr.all("Patient")).hasSize(1);
        assertThat(clinic.deadLetters()).isEmpty();
    }

    private static String patient(String system, String value) {
        return """
                {"resourceType":"Patient","identifier":[{"system":"%s","value":"%s"}]}""".formatted(system, value);
    }
}
