package org.visita.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visita.local.stack.Checkout;

/** The {@code visita} script, in a tree whose Maven and Java only say that they were called. */
class ScriptTest {

    private static final List<String> SERVICES = List.of(
            "gateway",
            "availability-service",
            "booking-service",
            "patient-service",
            "ehr-sync-service",
            "audit-service");
    private static final List<String> SERVERS = List.of("launcher", "ehr", "kafka", "spring-gateway");
    private static final List<String> SHARED = List.of("contracts", "availability-rules", "service-kit", "fhir-kit");

    @TempDir
    Path root;

    @BeforeEach
    void tree() throws IOException {
        Files.copy(Checkout.find().root().resolve("visita"), root.resolve("visita"));
        program("jdk/bin/java", "echo \"ran ${@: -1}\"");
        List<String> outputs = new ArrayList<>();
        for (String service : SERVICES) outputs.add(service + "/target/quarkus-app/quarkus-run.jar");
        for (String server : SERVERS) {
            outputs.add("deploy/local/" + server + "/target/local-" + server + ".jar");
            outputs.add("deploy/local/" + server + "/target/lib/some.jar");
        }
        program(
                "mvnw",
                "cd \"$(dirname \"$0\")\"; [ \"$1\" = --print-java-home ] && { echo \"$PWD/jdk\"; exit; }",
                "echo \"$*\" >arguments",
                "echo '[INFO] Building Visita :: gateway 0.1.0-SNAPSHOT      [7/14]'",
                "[ ! -e broken ] || { echo '[ERROR] cannot compile'; exit 1; }",
                "for f in " + String.join(" ", outputs) + "; do mkdir -p \"$(dirname $f)\"; touch $f; done");
        for (String module : SERVICES) module(module);
        for (String module : SHARED) module(module);
        for (String module : SERVERS) module("deploy/local/" + module);
        file("pom.xml");
        file("deploy/local/pom.xml");
    }

    @Test
    void builds_all_first_and_shows_the_modules_as_they_are_built() throws Exception {
        assertThat(visita("up")).contains("Building all", "[7/14] Visita :: gateway", "ran up");
        assertThat(root.resolve("arguments")).content().contains("-pl !e2e-tests");
    }

    @Test
    void does_not_build_what_is_built() throws Exception {
        visita("up");

        assertThat(visita("up")).doesNotContain("Building").contains("ran up");
    }

    @Test
    void builds_the_service_whose_source_changed() throws Exception {
        visita("up");
        later("booking-service/src/main/java/A.java");

        assertThat(visita("up")).contains("Building booking-service ...");
        assertThat(root.resolve("arguments")).content().contains("-pl booking-service -am");
    }

    @Test
    void builds_the_service_whose_source_was_deleted() throws Exception {
        visita("up");
        Files.delete(root.resolve("booking-service/src/main/java/A.java"));
        later("booking-service/src/main/java");

        assertThat(visita("up")).contains("Building booking-service ...");
    }

    @Test
    void builds_what_lost_its_output() throws Exception {
        visita("up");
        Files.delete(root.resolve("gateway/target/quarkus-app/quarkus-run.jar"));
        Files.delete(root.resolve("deploy/local/ehr/target/local-ehr.jar"));

        assertThat(visita("up")).contains("Building gateway, deploy/local/ehr ...");
    }

    @Test
    void builds_all_when_something_shared_changed() throws Exception {
        visita("up");
        later("contracts/src/main/java/A.java");

        assertThat(visita("up")).contains("Building all ...");
    }

    @Test
    void tells_what_broke_the_build_and_builds_again_next_time() throws Exception {
        file("broken");
        assertThat(visita("up")).contains("The build failed", "cannot compile").doesNotContain("ran up");

        Files.delete(root.resolve("broken"));
        assertThat(visita("up")).contains("Building", "ran up");
    }

    @Test
    void stops_without_building() throws Exception {
        visita("up");
        later("pom.xml");

        assertThat(visita("down")).doesNotContain("Building").contains("ran down");
    }

    @Test
    void measures_what_the_sources_say_and_leaves_the_output_to_the_figures() throws Exception {
        visita("up");
        later("availability-service/src/main/java/A.java");
        Path notes = root.resolve("notes");

        assertThat(start(Redirect.to(notes.toFile()), "bench", "--json", "slots"))
                .isEqualToIgnoringNewLines("ran slots");
        assertThat(notes).content().contains("Building availability-service ...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "booking", "slots"})
    void measures_what_the_sources_say_without_options_too(String name) throws Exception {
        visita("up");
        later("booking-service/src/main/java/A.java");

        assertThat(visita("bench", name))
                .contains("Building booking-service ...")
                .contains("ran " + name);
    }

    @Test
    void measures_a_running_stack_as_it_runs() throws Exception {
        visita("up");
        later("availability-service/src/main/java/A.java");

        assertThat(visita("bench", "travel")).doesNotContain("Building").contains("ran travel");
    }

    private String visita(String... arguments) throws Exception {
        return start(Redirect.PIPE, arguments);
    }

    /** Standard output, and what goes to standard error as well unless it goes elsewhere. */
    private String start(Redirect errors, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("visita").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(errors == Redirect.PIPE)
                .redirectError(errors)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void later(String file) throws IOException {
        Path path = root.resolve(file);
        FileTime stamp = Files.getLastModifiedTime(root.resolve("target/visita-built"));
        Files.setLastModifiedTime(path, FileTime.from(stamp.toInstant().plus(Duration.ofSeconds(1))));
    }

    private void module(String name) throws IOException {
        file(name + "/pom.xml");
        file(name + "/src/main/java/A.java");
    }

    private void file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    private void program(String name, String... lines) throws IOException {
        file(name);
        Files.writeString(root.resolve(name), "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
