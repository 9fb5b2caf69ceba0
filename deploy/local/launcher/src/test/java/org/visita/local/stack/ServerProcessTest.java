package org.visita.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @TempDir
    Path folder;

    private Home home;
    private ServerProcess sleeper;

    @BeforeEach
    void start() {
        home = new Home(folder.resolve("home")).create();
        sleeper = process("sleep 60", Map.of());
        sleeper.start();
    }

    @AfterEach
    void end() {
        sleeper.kill();
    }

    @Test
    void is_found_again_by_another_launcher() {
        ServerProcess again = process("sleep 60", Map.of());

        assertThat(again.running()).isPresent().isEqualTo(sleeper.running());
        assertThat(again.isCurrent()).isTrue();
    }

    @Test
    void is_not_started_twice() {
        long pid = sleeper.running().orElseThrow().pid();

        process("sleep 60", Map.of()).start();

        assertThat(sleeper.running().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void is_out_of_date_when_it_would_be_started_otherwise() {
        assertThat(process("sleep 61", Map.of()).isCurrent()).isFalse();
        assertThat(process("sleep 60", Map.of("A", "1")).isCurrent()).isFalse();
    }

    @Test
    void never_touches_a_process_that_only_inherited_the_number() throws IOException {
        Path file = home.process("sleeper");
        List<String> lines = Files.readAllLines(file);
        OwnedProcess real = sleeper.running().orElseThrow();
        String older = lines.get(1).replace(" " + real.startTicks() + " ", " " + (real.startTicks() - 1) + " ");
        Files.write(file, List.of(lines.get(0), older));

        assertThat(sleeper.running()).isEmpty();
        sleeper.kill();
        assertThat(real.isAlive()).isTrue();

        Files.write(file, lines);
    }

    @Test
    void never_touches_a_process_of_another_start_of_the_machine() throws IOException {
        Path file = home.process("sleeper");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of("00000000-0000-0000-0000-000000000000", lines.get(1)));

        assertThat(sleeper.running()).isEmpty();

        Files.write(file, lines);
    }

    @Test
    void is_gone_after_a_kill_although_nobody_reaped_it() {
        OwnedProcess process = sleeper.running().orElseThrow();

        sleeper.kill();

        assertThat(process.isAlive()).isFalse();
        assertThat(sleeper.running()).isEmpty();
    }

    @Test
    void is_made_to_end_if_asking_does_not_help_and_writes_to_its_log() throws IOException {
        sleeper.kill();
        sleeper = process("trap 'echo asked' TERM; echo began; while :; do sleep 0.05; done", Map.of());
        sleeper.start();
        Await.until(Duration.ofSeconds(5), Duration.ofMillis(10), () -> log().contains("began"));

        sleeper.running().orElseThrow().signal("TERM");
        Await.until(Duration.ofSeconds(5), Duration.ofMillis(10), () -> log().contains("asked"));
        sleeper.kill();

        assertThat(log()).contains("began", "asked");
        assertThat(sleeper.running()).isEmpty();
    }

    @Test
    void tells_the_end_of_the_log_when_it_dies_early() {
        sleeper.kill();
        sleeper = process("echo no such database; exit 3", Map.of());
        sleeper.start();

        assertThatThrownBy(sleeper::awaitReady)
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("sleeper ended while it was starting")
                .hasMessageContaining("no such database");
    }

    @Test
    void gets_its_own_variables_and_few_of_the_callers() {
        sleeper.kill();
        sleeper = process("env; sleep 60", Map.of("QUARKUS_HTTP_PORT", "1"));
        sleeper.start();
        Await.until(Duration.ofSeconds(5), Duration.ofMillis(10), () -> log().contains("PATH="));

        assertThat(log().lines().map(line -> line.replaceAll("=.*", "")))
                .contains("QUARKUS_HTTP_PORT", "PATH")
                .isSubsetOf(
                        "QUARKUS_HTTP_PORT",
                        "PATH",
                        "HOME",
                        "LANG",
                        "LC_ALL",
                        "TMPDIR",
                        "TZ",
                        "PWD",
                        "SHLVL",
                        "_",
                        "OLDPWD");
    }

    private String log() {
        try {
            Path log = home.log("sleeper");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ServerProcess process(String script, Map<String, String> environment) {
        Server server = new Server(
                "sleeper",
                List.of("sleeper"),
                List.of("sh", "-c", script),
                environment,
                Path.of("/bin/sh"),
                () -> false,
                Duration.ofSeconds(5),
                "TERM");
        return new ServerProcess(server, home);
    }
}
