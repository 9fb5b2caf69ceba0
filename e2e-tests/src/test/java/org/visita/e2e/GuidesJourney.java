package org.visita.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.Checkout;
import org.visita.local.stack.LocalStack;

/** Every guide does what it says, word for word. */
class GuidesJourney {

    private final LocalStack stack = TestStack.get();

    @BeforeAll
    static void a_shell_with_what_the_guides_ask_for() throws Exception {
        Process found = new ProcessBuilder("bash", "-c", "command -v curl && command -v jq").start();
        boolean there = found.waitFor() == 0;
        if (!there) {
            System.err.println("SKIPPED: the guides are run with curl and jq, and one of them is not on this machine.");
        }
        assumeTrue(there, "no curl or no jq");
    }

    static List<Path> guides() throws IOException {
        try (Stream<Path> pages = Files.list(Guide.folder())) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void a_guide_does_what_it_says(Path page) throws Exception {
        Guide guide = Guide.read(page);

        Guide.Run run = guide.run(variables());

        assertThat(guide.blocks()).as("blocks of %s", page).hasSizeGreaterThan(3);
        for (int i = 0; i < run.printed().size(); i++) {
            Guide.Block block = guide.blocks().get(i);
            String printed = run.printed().get(i);
            if (block.output() != null) {
                assertThat(block.prints(printed))
                        .as(
                                "%s prints%n%s%ninstead of%n%s%n%s",
                                block.commands(), printed, block.output(), run.errors())
                        .isTrue();
            }
        }
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.printed()).hasSameSizeAs(guide.blocks());
    }

    private Map<String, String> variables() {
        return Map.of(
                "BASE", stack.gateway().toString(),
                "KEY", TestStack.clinic().apiKey(),
                "ADMIN", stack.secrets().adminKey(),
                "PATIENT", newPatient(),
                "VISITA", Checkout.find().root().resolve("visita").toString());
    }

    /** Somebody whom no other journey books for. */
    private String newPatient() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("givenName", "Guided")
                .put("familyName", "Reader")
                .put("birthDate", "1979-03-21")
                .put("gender", "other");
        return new Gateway(stack.gateway(), stack.secrets().adminKey())
                .post("/v1/patients", body, UUID.randomUUID().toString())
                .path("id")
                .asText();
    }
}
