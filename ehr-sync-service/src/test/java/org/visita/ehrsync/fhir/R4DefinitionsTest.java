package org.visita.ehrsync.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class R4DefinitionsTest {

    private static final Path SHIPPED = Path.of("src/main/resources/fhir/r4-definitions.json");
    private static final Path EXPECTED = Path.of("target/r4-definitions.json");

    @Test
    void what_the_validator_knows_is_what_hl7_says() throws IOException {
        Files.createDirectories(EXPECTED.getParent());
        Files.writeString(EXPECTED, new R4Definitions().json());

        assertThat(Files.mismatch(SHIPPED, EXPECTED))
                .as("first byte at which %s is not %s; if HAPI was updated, copy the latter over", SHIPPED, EXPECTED)
                .isEqualTo(-1);
    }
}
