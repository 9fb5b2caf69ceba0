package org.visita.ehrsync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The double is as honest as the servers that it stands for, and as bad as it is told to be. */
class FakeEhrTest {

    private static final String IDENTIFIER = Samples.BOOKING_SYSTEM + "%7Cb-1";

    private final FakeEhr ehr = FakeEhr.start();
    private final EhrUser user = new EhrUser(ehr, Duration.ofSeconds(10));
    private final EhrUser hasty = new EhrUser(ehr, Duration.ofMillis(300));

    @AfterEach
    void close() {
        user.close();
        hasty.close();
        ehr.close();
    }

    @Test
    void creates_once_and_replaces_what_was_read() throws IOException {
        HttpResponse<String> created = create(1);
        HttpResponse<String> again = create(1);
        String path = "Appointment/" + id(created);

        HttpResponse<String> replaced = user.replace(path, appointment(2), "W/\"1\"");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue(ehr.baseUrl() + "/" + path + "/_history/1");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(id(again)).isEqualTo(id(created));
        assertThat(replaced.headers().firstValue("ETag")).hasValue("W/\"2\"");
        assertThat(user.replace(path, appointment(3), "W/\"1\"").statusCode()).isEqualTo(409);
        assertThat(user.put(path, appointment(3)).statusCode()).isEqualTo(409);
        assertThat(ehr.versionsWritten("b-1")).containsExactly(1, 2);
        assertThat(ehr.history("Appointment", id(created))).hasSize(2);
        assertThat(json(user.get("Appointment?identifier=" + IDENTIFIER))
                        .at("/entry/0/resource/meta/versionId")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void differs_as_servers_do() throws IOException {
        ehr.behavingLike(EhrSemantics.LIKE_HAPI);
        String path = "Appointment/" + id(create(1));
        assertThat(user.replace(path, appointment(1), "W/\"1\"").headers().firstValue("ETag"))
                .as("a PUT of what is there")
                .hasValue("W/\"1\"");

        ehr.behavingLike(EhrSemantics.LIKE_MEDPLUM);
        assertThat(user.replace(path, appointment(1), "W/\"1\"").headers().firstValue("ETag"))
                .hasValue("W/\"2\"");
        assertThat(user.replace(path, appointment(2), "W/\"1\"").statusCode()).isEqualTo(412);
        assertThat(user.put("Appointment/mine", appointment(1)).statusCode()).isEqualTo(404);

        ehr.behavingLike(EhrSemantics.LIKE_HAPI);
        assertThat(user.put("Appointment/mine", appointment(1)).statusCode()).isEqualTo(201);

        ehr.behavingLike(EhrSemantics.BARE);
        assertThat(create(1).statusCode()).isEqualTo(201);
        assertThat(ehr.count("Appointment")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void says_of_itself_what_it_can_do(boolean can) throws IOException {
        ehr.behavingLike(can ? EhrSemantics.PLAIN.withClientIds() : EhrSemantics.PLAIN.withoutConditionalCreate());

        JsonNode appointment = json(user.get("metadata")).at("/rest/0/resource/0");

        assertThat(appointment.path("type").asText()).isEqualTo("Appointment");
        assertThat(appointment.path("updateCreate").asBoolean()).isEqualTo(can);
        assertThat(appointment.path("conditionalCreate").asBoolean()).isEqualTo(can);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"SILENCE", "SILENCE_AFTER_COMMIT", "SLOW", "CUT", "CUT_AFTER_COMMIT", "DOWN"})
    void leaves_without_an_answer(Fault.Kind kind) throws IOException {
        ehr.with(
                kind == Fault.Kind.DOWN
                        ? Fault.down(Duration.ofMillis(100))
                        : Fault.doing(kind).times(1));

        assertThatThrownBy(() -> create(hasty, 1)).isInstanceOf(IOException.class);

        boolean done = kind == Fault.Kind.SILENCE_AFTER_COMMIT || kind == Fault.Kind.CUT_AFTER_COMMIT;
        assertThat(ehr.count("Appointment")).isEqualTo(done ? 1 : 0);
        await().atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(create(1).statusCode()).isEqualTo(done ? 200 : 201));
    }

    @Test
    void answers_what_nobody_can_use() throws IOException {
        ehr.with(FaultPlan.inOrder(
                Fault.doing(Fault.Kind.GIBBERISH).times(1),
                Fault.doing(Fault.Kind.FLOOD).times(1),
                Fault.doing(Fault.Kind.REDIRECT).times(1),
                Fault.missingReference(400).times(1),
                Fault.missingReference(404).times(1),
                Fault.answering(502, "").times(1)));

        assertThat(create(1).body()).startsWith("<html>");
        assertThat(create(1).body().length()).isEqualTo(16 * 1024 * 1024);
        assertThat(create(1).statusCode()).isEqualTo(302);
        assertThat(create(1).body()).contains("HAPI-1094");
        assertThat(create(1).body()).contains("HAPI-1091");
        assertThat(create(1).statusCode()).isEqualTo(502);
        assertThat(ehr.strayed()).isZero();
        assertThat(ehr.count("Appointment")).isZero();
        assertThat(create(1).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> create(int version) throws IOException {
        return create(user, version);
    }

    private static HttpResponse<String> create(EhrUser user, int version) throws IOException {
        return user.create("Appointment", appointment(version), IDENTIFIER);
    }

    static String appointment(int version) {
        return """
                {"resourceType":"Appointment","status":"booked","identifier":[{"system":"%s","value":"b-1"}],
                 "extension":[{"url":"https://visita.example/booking-version","valueInteger":%d}]}""".formatted(Samples.BOOKING_SYSTEM, version);
    }

    private static String id(HttpResponse<String> answer) {
        return json(answer).path("id").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return FakeEhr.parse(answer.body());
    }
}
