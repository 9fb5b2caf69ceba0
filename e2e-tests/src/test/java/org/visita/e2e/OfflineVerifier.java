package org.visita.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.visita.local.stack.Checkout;

/** {@code ./visita audit verify}, as an outsider runs it: on a file, with a public key, and nothing else. */
record OfflineVerifier(int exitCode, List<JsonNode> output, String errors) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 60;

    static OfflineVerifier run(Path export, Path keys) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("verify", ".err");
        try {
            Process process = new ProcessBuilder(
                            Checkout.find().root().resolve("visita").toString(),
                            "audit",
                            "verify",
                            export.toString(),
                            "--key",
                            keys.toString(),
                            "--json")
                    .redirectError(errors.toFile())
                    .start();
            List<JsonNode> output = new ArrayList<>();
            for (String line : process.inputReader().lines().toList()) output.add(JSON.readTree(line));
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the verifier does not come to its end");
            }
            return new OfflineVerifier(process.exitValue(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }
}
