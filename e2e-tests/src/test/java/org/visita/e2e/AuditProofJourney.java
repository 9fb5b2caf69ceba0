package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visita.local.clinic.Gateway;
import org.visita.local.clinic.GatewayProblem;
import org.visita.local.stack.LocalStack;

/** The trail can be read, proved and not bent. */
class AuditProofJourney {

    private static final Pattern OCCURRED = Pattern.compile("\"occurredAt\":\"([^\"]+)\"");

    private static final Duration SOON = Duration.ofSeconds(30);

    private final LocalStack stack = TestStack.get();
    private final Gateway admin = new Gateway(stack.gateway(), stack.secrets().adminKey());
    private final TrailDesk trail =
            new TrailDesk(stack.gateway(), stack.secrets().adminKey());
    private final TrailRows rows = new TrailRows(stack);

    @TempDir
    Path folder;

    @Test
    void the_whole_history_of_a_key_can_be_read() {
        JsonNode key = TrailCaller.newKey(admin, 50, "catalog:read", "slots:read");
        String id = key.path("id").asText();
        Gateway user = new Gateway(stack.gateway(), key.path("key").asText());
        user.get("/v1/locations", Map.of());
        user.get("/v1/visit-types", Map.of());
        GatewayProblem forbidden = catchThrowableOfType(() -> user.get("/v1/bookings", Map.of()), GatewayProblem.class);
        assertThat(forbidden.status()).isEqualTo(403);
        user.get("/v1/locations", Map.of());
        post("/v1/keys/" + id + "/disable", object());

        await().atMost(SOON).untilAsserted(() -> assertThat(trail.actions(Map.of("actor", "key:" + id)))
                .containsExactly("location.list", "visit-type.list", "access.refused", "location.list"));
        assertThat(trail.actions(Map.of("resourceType", "Key", "resourceId", id)))
                .contains("key.create", "key.disable");
    }

    @Test
    void an_outsider_verifies_an_export_and_names_the_line_that_was_changed() throws Exception {
        awaitEntryOf(newPatient());
        Path export = trail.export(folder);
        Path keys = trail.publicKeys(folder);
        OfflineVerifier good = OfflineVerifier.run(export, keys);
        assertThat(good.exitCode()).as(good.errors() + good.output()).isZero();

        List<String> lines = new ArrayList<>(Files.readAllLines(export));
        int middle = lines.size() / 2;
        while (!lines.get(middle).contains("\"entry\":")) middle++;
        String id = id(lines.get(middle));
        lines.set(middle, lines.get(middle).replaceFirst("\"durationMillis\":\\d+", "\"durationMillis\":987654"));
        Files.write(export, lines);

        OfflineVerifier bad = OfflineVerifier.run(export, keys);
        assertThat(bad.exitCode()).as(bad.errors() + bad.output()).isEqualTo(1);
        assertThat(bad.output().toString()).contains(id);
    }

    @Test
    void what_a_superuser_changes_is_named_until_it_is_put_back() {
        awaitEntryOf(newPatient());
        List<Object> victim = rows.rows(
                        "select id::text, position, action from audit_entry where clinic = ? and action = 'patient.create' "
                                + "order by position desc limit 1",
                        stack.secrets().clinic())
                .getFirst();
        String change = "update audit_entry set action = ? where clinic = ? and position = ?";
        assertThat(trail.findings()).isEmpty();
        try {
            assertThat(rows.execute(change, "patient.read", stack.secrets().clinic(), victim.get(1)))
                    .isEqualTo(1);
            assertThat(trail.findings()).anySatisfy(finding -> {
                assertThat(finding.path("kind").asText()).isEqualTo("changed");
                assertThat(finding.path("id").asText()).isEqualTo(victim.get(0));
                assertThat(finding.path("position").asLong()).isEqualTo(victim.get(1));
            });
        } finally {
            rows.execute(change, victim.get(2), stack.secrets().clinic(), victim.get(1));
        }
        assertThat(trail.findings()).isEmpty();
    }

    @Test
    void who_is_erased_is_found_no_more_and_the_chain_stays_valid() throws Exception {
        String patient = newPatient();
        admin.get("/v1/patients/" + patient, Map.of());
        await().atMost(SOON).untilAsserted(() -> assertThat(trail.actions(Map.of("patient", patient)))
                .contains("patient.create", "patient.read"));
        List<String> ids = new ArrayList<>();
        trail.page(Map.of("patient", patient))
                .path("items")
                .forEach(item -> ids.add(item.path("id").asText()));

        Instant asked = Instant.now();
        JsonNode erased = post("/v1/audit/erasures", object().put("patientId", patient));

        assertThat(erased.path("entries").asLong()).isGreaterThanOrEqualTo(ids.size());
        await().atMost(SOON).untilAsserted(() -> assertThat(trail.actions(Map.of("patient", patient)))
                .isEmpty());
        for (String id : ids) {
            JsonNode entry = trail.entry(id);
            assertThat(entry.toString()).doesNotContain(patient);
            assertThat(entry.path("erased").asBoolean()).as(entry.toString()).isTrue();
        }
        assertThat(trail.findings()).isEmpty();
        Path export = trail.export(folder);
        // Who asks for the patient afterwards leaves entries about it once more.
        assertThat(Files.readAllLines(export))
                .filteredOn(line -> !occurred(line).isAfter(asked))
                .hasSizeGreaterThan(ids.size())
                .noneMatch(line -> line.contains(patient));
        OfflineVerifier verified = OfflineVerifier.run(export, trail.publicKeys(folder));
        assertThat(verified.exitCode())
                .as(verified.errors() + verified.output())
                .isZero();
    }

    private static String id(String line) {
        return line.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    /** Of a line that is no entry, before all of them. */
    private static Instant occurred(String line) {
        Matcher found = OCCURRED.matcher(line);
        return found.find() ? Instant.parse(found.group(1)) : Instant.MIN;
    }

    private void awaitEntryOf(String patient) {
        await().atMost(SOON).untilAsserted(() -> assertThat(trail.actions(Map.of("patient", patient)))
                .contains("patient.create"));
    }

    private String newPatient() {
        ObjectNode body = object().put("givenName", "Trailed")
                .put("familyName", "Person")
                .put("birthDate", "1968-11-02")
                .put("gender", "other");
        return post("/v1/patients", body).path("id").asText();
    }

    private JsonNode post(String path, ObjectNode body) {
        return admin.post(path, body, UUID.randomUUID().toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
