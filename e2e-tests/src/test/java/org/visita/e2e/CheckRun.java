package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.visita.local.stack.Checkout;

/** {@code ./visita check --json}, run as a script runs it. */
record CheckRun(int exitCode, List<JsonNode> findings, String errors) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One look, as nothing is on its way. */
    static CheckRun now() throws IOException, InterruptedException {
        return with(TestStack.variables(), "--settle=0");
    }

    static CheckRun with(Map<String, String> variables, String... options) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("check", ".err");
        try {
            List<String> command = new ArrayList<>(
                    List.of(Checkout.find().root().resolve("visita").toString(), "check", "--json"));
            command.addAll(List.of(options));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            List<JsonNode> findings = new ArrayList<>();
            for (String line : process.inputReader().lines().toList()) findings.add(JSON.readTree(line));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new CheckRun(process.exitValue(), findings, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    CheckRun isClean() {
        assertThat(findings).as(errors).isEmpty();
        assertThat(exitCode).isZero();
        return this;
    }

    CheckRun finds(String kind, String id) {
        assertThat(exitCode).as(errors).isEqualTo(1);
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.path("kind").asText()).isEqualTo(kind);
            assertThat(finding.path("id").asText()).isEqualTo(id);
            assertThat(finding.path("detail").asText()).isNotEmpty();
        });
        return this;
    }

    CheckRun findsNothingElseThan(String... kinds) {
        assertThat(findings)
                .extracting(finding -> finding.path("kind").asText())
                .containsOnly(kinds);
        return this;
    }
}
