package org.visita.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.contracts.Topics;
import org.visita.contracts.audit.AuditEvent;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.kit.testing.GatedKafka;
import org.visita.kit.testing.TopicReader;
import org.visita.kit.topics.EventJson;

/** Kills real processes in the midst of writing, and looks whether the trail has all that they had said was written. */
class KilledProcessTest {

    @TempDir
    Path home;

    private final GatedKafka kafka = new GatedKafka();

    @AfterEach
    void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_next_process_has_all_of_it_once_and_in_order(boolean brokerIsAway) throws Exception {
        if (brokerIsAway) {
            kafka.shut();
        }
        List<String> written = runAndKill(3000);
        if (brokerIsAway) {
            kafka.open();
        }
        List<AuditTrail> replicas = List.of(trail(), trail());
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(byRequest().keySet()).containsAll(written));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(home.toFile().list()).hasSize(2));
        } finally {
            replicas.forEach(AuditTrail::close);
        }

        Map<String, AuditEvent> entries = byRequest();
        assertThat(entries.values())
                .extracting(AuditEvent::process)
                .as("all under the name of the process that was killed")
                .hasSize(entries.size())
                .containsOnly(entries.values().iterator().next().process());
        TreeMap<Long, AuditEvent> numbered = new TreeMap<>();
        entries.values().forEach(entry -> assertThat(numbered.put(entry.sequence(), entry))
                .as("number %d is given once", entry.sequence())
                .isNull());
        assertThat(numbered.keySet())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, entries.size()).boxed().toList());
        // At most the one that it was writing when it was killed, and had not said.
        assertThat(entries.size() - written.size()).isBetween(0, 1);
        entries.values().stream()
                .filter(entry -> entry.requestId().startsWith("begun"))
                .forEach(entry -> {
                    assertThat(entry.outcome()).isEqualTo(Outcome.FAILED);
                    assertThat(entry.code()).isEqualTo("interrupted");
                });
        assertThat(entries.values())
                .filteredOn(entry -> !entry.requestId().startsWith("begun"))
                .filteredOn(entry -> written.contains(entry.requestId()))
                .allSatisfy(entry -> assertThat(entry.outcome()).isEqualTo(Outcome.SUCCEEDED));
    }

    /** As on a full disk: a process may be kept from making any file larger than nothing. */
    @Test
    void without_a_byte_of_disk_entries_arrive_and_no_folder_is_left_behind() throws Exception {
        Process limited = start("sh", "-c", "ulimit -f 0; exec \"$@\"", "limited");
        try (BufferedReader lines = limited.inputReader()) {
            assertThat(lines.readLine()).isNotNull();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(byRequest()).containsKeys("ended-1", "whole-2", "whole-3"));
            // Now and then it tries again.
            await().untilAsserted(() -> assertThat(home).isEmptyDirectory());
        } finally {
            limited.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_process_that_is_alive_keeps_its_journal_from_another() throws Exception {
        kafka.shut();
        AuditTrail alive = trail();
        alive.record(Acts.act("of-one-that-lives"));
        Process other = start();
        try (BufferedReader lines = other.inputReader()) {
            lines.readLine();
            kafka.open();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(byRequest()).containsKey("of-one-that-lives"));
            alive.record(Acts.act("and-goes-on"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(byRequest()).containsKey("and-goes-on"));
            assertThat(byRequest().get("and-goes-on").sequence()).isEqualTo(2);
        } finally {
            other.destroyForcibly().waitFor();
            alive.close();
        }
    }

    private AuditTrail trail() {
        return new AuditTrail(
                Acts.config(home, Duration.ofMinutes(15)),
                Clock.systemUTC(),
                "test",
                kafka.bootstrapServers(),
                new SimpleMeterRegistry());
    }

    /** @param by what starts it, if not this process */
    private Process start(String... by) throws IOException {
        List<String> command = new ArrayList<>(List.of(by));
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedProcess.class.getName(),
                home.toString(),
                kafka.bootstrapServers()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** @return what it had said it has written */
    private List<String> runAndKill(int after) throws Exception {
        Process process = start();
        List<String> written = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("(begun|ended|whole)-[0-9]+")) {
                    written.add(line);
                }
                if (written.size() == after) {
                    // SIGKILL: nothing of it runs on to clean up. By its handle: what it has said can still be read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        assertThat(written).hasSizeGreaterThanOrEqualTo(after);
        return written;
    }

    /** Each once: what was under way when the process was killed may come twice, the same in all. */
    private Map<String, AuditEvent> byRequest() {
        Map<String, AuditEvent> found = new HashMap<>();
        TopicReader.read(kafka.bootstrapServers(), Topics.AUDIT_EVENTS, record -> true).stream()
                .map(record -> EventJson.read(record.value(), AuditEvent.class))
                .forEach(entry -> {
                    AuditEvent before = found.put(entry.requestId(), entry);
                    assertThat(before).isIn(null, entry);
                });
        return found;
    }
}
