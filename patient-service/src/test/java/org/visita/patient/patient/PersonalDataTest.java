package org.visita.patient.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.visita.contracts.Topics;
import org.visita.kit.testing.TopicReader;
import org.visita.patient.Rows;
import org.visita.patient.Servers;

/** What nobody but the caller may read: not in the database, not on a topic, not in a log. */
@QuarkusTest
class PersonalDataTest implements Servers {

    /** Unmistakable, so that finding one is finding a leak. */
    private static final Map<String, Object> PERSON = Map.of(
            "givenName", "Quizzaciously",
            "familyName", "Zyxwvutsrq",
            "birthDate", "1893-11-17",
            "gender", "female",
            "phone", "+99 8877 665 544",
            "email", "Flibbertigibbet@kumquat.example",
            "language", "tlh-Kron",
            "identifiers", List.of(Map.of("system", "urn:unmistakable:system", "value", "WXYZ-00112233")));

    private static final List<String> SECRETS = List.of(
            "Quizzaciously",
            "Zyxwvutsrq",
            "1893-11-17",
            "8877 665 544",
            "998877665544",
            "Flibbertigibbet",
            "kumquat",
            "tlh-Kron",
            "unmistakable",
            "WXYZ-00112233");

    @Inject
    AgroalDataSource database;

    @Test
    void stands_nowhere_in_the_clear() throws SQLException {
        String log = logOf(PersonalDataTest::livesThrough);

        assertNoSecret("the database", Rows.dump(database));
        assertNoSecret(Topics.PATIENT_EVENTS, contentOf(Topics.PATIENT_EVENTS));
        assertNoSecret(Topics.AUDIT_EVENTS, contentOf(Topics.AUDIT_EVENTS));
        assertNoSecret("the log", log);
    }

    /** A patient's life with everything that goes right, and what goes wrong on purpose. */
    private static void livesThrough() {
        String key = UUID.randomUUID().toString();
        String id = PatientApi.postOnce(key, PERSON)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        PatientApi.postOnce(key, PERSON).then().statusCode(201);
        PatientApi.post(PERSON).then().statusCode(409);
        PatientApi.put(id, "\"1\"", PERSON).then().statusCode(200);
        PatientApi.reader()
                .queryParam("familyName", "Zyxwvutsrq")
                .queryParam("birthDate", "1893-11-17")
                .get("/v1/patients")
                .then()
                .statusCode(200);
        PatientApi.reader()
                .queryParam("Zyxwvutsrq", "Quizzaciously")
                .get("/v1/patients")
                .then()
                .statusCode(400);
        PatientApi.post("{\"givenName\": \"Quizzaciously\", \"familyName\": Zyxwvutsrq}")
                .then()
                .statusCode(400);
        PatientApi.post(Map.of("Zyxwvutsrq", "Quizzaciously")).then().statusCode(400);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TopicReader.withKey(Topics.PATIENT_EVENTS, id).size() == 2);
    }

    private static void assertNoSecret(String place, String content) {
        assertThat(content).as(place).hasSizeGreaterThan(100);
        String lower = content.toLowerCase(Locale.ROOT);
        for (String secret : SECRETS) {
            String folded = secret.toLowerCase(Locale.ROOT);
            String base64 =
                    Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(lower).as(place).doesNotContain(folded, Rows.hex(secret), Rows.hex(folded));
            // The last digit depends on what follows, so it is left out.
            assertThat(content).as(place).doesNotContain(base64.substring(0, base64.length() - 1));
        }
    }

    private static String contentOf(String topic) {
        return TopicReader.read(topic, record -> true).stream()
                .map(record -> record.key() + record.headers() + new String(record.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static String logOf(Runnable work) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record.getLoggerName()
                        + ' '
                        + record.getMessage()
                        + ' '
                        + Arrays.deepToString(record.getParameters())
                        + ' '
                        + record.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        recorder.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(recorder);
        try {
            org.jboss.logging.Logger.getLogger(PersonalDataTest.class)
                    .info("The recorder hears this line, which is longer than a hundred characters, so that silence "
                            + "cannot pass for discretion.");
            work.run();
        } finally {
            root.removeHandler(recorder);
        }
        assertThat(lines).anyMatch(line -> line.contains("cannot pass for discretion"));
        return String.join("\n", lines);
    }
}
