package org.visita.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process of the stack: how it is run, and how one sees that it is ready.
 *
 * @param name as in commands and logs
 * @param ports names of the ports it opens, its main one first
 * @param command program and arguments
 * @param environment added to the few variables that every server gets
 * @param program the file that is run; another date means that it was built anew
 * @param readiness whether it serves
 * @param patience how long a start may take
 * @param stopSignal asks it to end in good order
 */
record Server(
        String name,
        List<String> ports,
        List<String> command,
        Map<String, String> environment,
        Path program,
        Readiness readiness,
        Duration patience,
        String stopSignal) {

    /** Differs whenever a running process is not what a start would now start. */
    String fingerprint() {
        try {
            String all = String.join("\0", command) + new TreeMap<>(environment) + builtAt();
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws StackProblem if there is nothing to run */
    void requireBuilt() {
        if (Files.exists(program)) return;
        throw new StackProblem(program + " is not there; it is built from source.", "Run: ./mvnw package -DskipTests");
    }

    private String builtAt() {
        try {
            return Files.getLastModifiedTime(program).toString();
        } catch (IOException e) {
            return "never";
        }
    }

    Server with(Map<String, String> overrides) {
        Map<String, String> merged = new TreeMap<>(environment);
        merged.putAll(overrides);
        return new Server(name, ports, command, merged, program, readiness, patience, stopSignal);
    }
}
