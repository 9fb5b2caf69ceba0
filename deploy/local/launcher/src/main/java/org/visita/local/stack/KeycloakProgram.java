package org.visita.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Keycloak's program, fetched through Maven when it is first asked for: 176 MB that no build needs.
 *
 * @param folder as unpacked
 */
record KeycloakProgram(Path folder) {

    private static final String REALM = "visita-realm.json";
    private static final int PATIENCE_MINUTES = 10;

    /** Written when all of it is there, and prepared. */
    private static final String COMPLETE = "visita-complete";

    static Optional<KeycloakProgram> of(Checkout checkout) {
        Path target = checkout.keycloak().resolve("target");
        if (!Files.isDirectory(target)) return Optional.empty();
        try (Stream<Path> entries = Files.list(target)) {
            return entries.filter(entry -> Files.exists(entry.resolve(COMPLETE)))
                    .max(Comparator.comparing(Path::getFileName))
                    .map(KeycloakProgram::new);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @throws StackProblem if it cannot be fetched or prepared */
    static KeycloakProgram fetch(Checkout checkout, Path log) {
        Optional<KeycloakProgram> there = of(checkout);
        if (there.isPresent()) return there.get();
        run(
                checkout.root(),
                log,
                checkout.root().resolve("mvnw").toString(),
                "-q",
                "-B",
                "-ntp",
                "-f",
                checkout.keycloak().resolve("pom.xml").toString(),
                "package",
                "-Dspotless.check.skip=true");
        try (Stream<Path> entries = Files.list(checkout.keycloak().resolve("target"))) {
            Path folder = entries.filter(entry -> Files.exists(entry.resolve("bin/kc.sh")))
                    .max(Comparator.comparing(Path::getFileName))
                    .orElseThrow(() -> new StackProblem("Keycloak was not unpacked.", "Read " + log));
            // Once and for all, half a minute, so that a start need not.
            run(folder, log, "bin/kc.sh", "build", "--db=dev-mem", "--cache=local");
            Files.writeString(folder.resolve(COMPLETE), "");
            return new KeycloakProgram(folder);
        } catch (IOException e) {
            throw new StackProblem("Keycloak cannot be prepared: " + e.getMessage(), "Make room, and try again.", e);
        }
    }

    /** The realm is read at each start; the data goes with the process. */
    void placeRealm(Checkout checkout) {
        try {
            Path folder = Files.createDirectories(this.folder.resolve("data/import"));
            Files.copy(checkout.keycloak().resolve(REALM), folder.resolve(REALM), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackProblem("Keycloak's realm cannot be placed: " + e.getMessage(), "Make room.", e);
        }
    }

    Path jar() {
        return folder.resolve("lib/quarkus-run.jar");
    }

    private static void run(Path folder, Path log, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended) process.destroyForcibly();
            if (ended && process.exitValue() == 0) return;
            throw new StackProblem("'" + String.join(" ", command) + "' failed.", "Read " + log + " and try again.");
        } catch (IOException e) {
            throw new StackProblem("'" + command[0] + "' cannot be run: " + e.getMessage(), "Read " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Stopped while fetching Keycloak.", "Run it again.");
        }
    }
}
