package org.visita.ehrsync.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.visita.contracts.booking.BookingSnapshot;
import org.visita.contracts.booking.Cancellation;
import org.visita.contracts.sync.BookingSync;
import org.visita.ehrsync.testing.Broker;
import org.visita.ehrsync.testing.ComponentTest;
import org.visita.ehrsync.testing.Samples;

@QuarkusTest
class RealEhrCheckTest extends ComponentTest {
    @Test
    void works_on_hapi() {
        String base = "http://127.0.0.1:18090/fhir";
        given().contentType("application/fhir+json").body("{\"resourceType\":\"Practitioner\",\"identifier\":[{\"system\":\"urn:clinic:practitioners\",\"value\":\"dr-1\"}]}").header("If-None-Exist","identifier=urn:clinic:practitioners|dr-1").post(base + "/Practitioner").then().log().status();
        clinic.connect();
        var changed = clinic.asking().header("If-Match", "\"1\"").body(Map.of("name", "HAPI", "baseUrl", base)).put("/v1/connections/" + clinic.connection());
        assertThat(changed.statusCode()).isEqualTo(200);
        BookingSnapshot b = clinic.book();
        BookingSync w = clinic.awaitSync(b, BookingSync.State.WRITTEN);
        System.out.println("FIRST " + given().get(base + "/Appointment/" + w.externalId()).asString());
        long t = System.nanoTime();
        BookingSnapshot b2 = clinic.book();
        org.awaitility.Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> given().header("Cache-Control", "no-cache").get(base + "/Appointment?identifier=" + b2.id()).asString().contains("booking-version"));
        System.out.println("LATENCY ms " + (System.nanoTime() - t) / 1000000);
        BookingSnapshot m = Samples.moved(b, Duration.ofHours(2));
        Broker.send(m);
        clinic.awaitSync(m, BookingSync.State.WRITTEN);
        BookingSnapshot c = Samples.cancelled(m, Cancellation.By.CLINIC, Cancellation.Reason.CLOSURE);
        Broker.send(c);
        clinic.awaitSync(c, BookingSync.State.WRITTEN);
        System.out.println("LAST " + given().get(base + "/Appointment/" + w.externalId()).asString());
        long t2 = System.nanoTime();
        BookingSnapshot same = clinic.booking();
        List<BookingSnapshot> many = Stream.generate(clinic::booking).limit(100).toList();
        many.forEach(x -> Broker.send(Samples.ofPatient(x, same.patientId())));
        many.forEach(x -> {});
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> clinic.asking().get("/v1/dead-letters").asString().length() > 40 || many.stream().allMatch(x -> clinic_has(base, x)));
        System.out.println("100 in ms " + (System.nanoTime() - t2) / 1000000 + " dead " + clinic.deadLetters());
        System.out.println("PATIENTS " + given().header("Cache-Control", "no-cache").get(base + "/Patient?_summary=count&identifier=" + same.patientId()).asString());
    }

    private static boolean clinic_has(String base, BookingSnapshot x) {
        return given().header("Cache-Control", "no-cache").get(base + "/Appointment?identifier=" + x.id()).asString().contains("booking-version");
    }
}
