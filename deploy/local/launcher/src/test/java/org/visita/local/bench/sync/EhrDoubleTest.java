package org.visita.local.bench.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.visita.local.bench.EventSender;

class EhrDoubleTest {

    private static final String APPOINTMENT = "{\"resourceType\":\"Appointment\",\"status\":\"booked\"}";
    private static final String SAME_BOOKING = "identifier=https%3A%2F%2Fvisita.example%2Fsid%2Fbooking-id%7Cb-1";

    private final EhrDouble ehr = new EhrDouble("ehr-test", new EhrRecords(new Arrived()));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void end() {
        client.close();
        ehr.close();
    }

    @Test
    void creates_an_appointment_once() throws Exception {
        HttpResponse<String> first = create();
        HttpResponse<String> second = create();
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("location").orElseThrow()).contains("/Appointment/a1");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(ehr.records().appointments()).isEqualTo(1);
    }

    @Test
    void what_was_created_is_read_and_found() throws Exception {
        create();
        JsonNode read = json(get("/Appointment/a1"));
        assertThat(read.at("/id").asText()).isEqualTo("a1");
        assertThat(read.at("/meta/versionId").asText()).isEqualTo("1");
        assertThat(read.at("/status").asText()).isEqualTo("booked");
        assertThat(json(get("/Appointment?" + SAME_BOOKING + "&_count=5"))
                        .at("/entry/0/resource/id")
                        .asText())
                .isEqualTo("a1");
        assertThat(json(get("/Appointment?identifier=x%7Cb-2")).at("/entry").size())
                .isZero();
        assertThat(get("/Appointment/a2").statusCode()).isEqualTo(404);
    }

    @Test
    void replaces_only_what_was_read() throws Exception {
        create();
        String held = get("/Appointment/a1").body();
        HttpResponse<String> replaced = put("/Appointment/a1", held, "W/\"1\"");
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.headers().firstValue("etag")).contains("W/\"2\"");
        assertThat(json(get("/Appointment/a1")).at("/meta/versionId").asText()).isEqualTo("2");
        assertThat(put("/Appointment/a1", held, "W/\"1\"").statusCode()).isEqualTo(412);
    }

    @Test
    void a_put_may_bring_its_own_id() throws Exception {
        assertThat(put("/Appointment/b-7", APPOINTMENT, "").statusCode()).isEqualTo(201);
        assertThat(json(get("/Appointment/b-7")).at("/id").asText()).isEqualTo("b-7");
        assertThat(ehr.records().appointmentOf("b-7")).isNotNull();
    }

    @Test
    void knows_everybody_who_is_searched_for() throws Exception {
        JsonNode found = json(get("/Patient?identifier=s%7Cp-1&_count=5"));
        assertThat(found.at("/entry/0/resource/resourceType").asText()).isEqualTo("Patient");
        assertThat(found.at("/entry/0/resource/id").asText()).isEqualTo("p-1");
    }

    @Test
    void tells_which_bookings_came() throws Exception {
        Arrived arrived = ehr.records().arrived();
        arrived.expect(1);
        long before = System.nanoTime();
        create();
        create();
        assertThat(arrived.await(Duration.ofSeconds(10))).isTrue();
        assertThat(arrived.count()).isEqualTo(1);
        assertThat(arrived.times()).containsOnlyKeys("b-1");
        assertThat(arrived.last()).isBetween(before, System.nanoTime());
    }

    @Test
    void refuses_what_comes_faster_than_it_is_let() throws Exception {
        ehr.records().limit(new Pace(10));
        assertThat(create().statusCode()).isEqualTo(201);
        HttpResponse<String> answer = create();
        for (int i = 0; i < 100 && answer.statusCode() != 429; i++) answer = create();
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    private HttpResponse<String> create() throws Exception {
        return send(HttpRequest.newBuilder(at("/Appointment"))
                .header("If-None-Exist", SAME_BOOKING)
                .POST(BodyPublishers.ofString(APPOINTMENT)));
    }

    private HttpResponse<String> put(String path, String body, String ifMatch) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).PUT(BodyPublishers.ofString(body));
        return send(ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create(ehr.address() + path);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return EventSender.JSON.readTree(answer.body());
    }
}
