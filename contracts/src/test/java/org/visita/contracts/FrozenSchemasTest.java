package org.visita.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FrozenSchemasTest {

    private static final String LIST = "schemas.sha256";

    private static final String ADVICE = """
            A published schema never changes: consumers have it. Put the old file back and add a new one beside it.
              An added field that consumers may ignore: copy <type>.v1.json to <type>.v2.json, add the field there, let
              EventType name 2, copy what was sent till now to samples/<type>.v1, make the samples those of v2. Old consumers
              go on reading.
              Anything else (a field removed, renamed, retyped or newly required; a new enumeration value): a new event
              type beside the old one, both sent until nobody reads the old one.
              A new kind of the catalog is an addition: readers skip the kinds that they do not know. So is a new origin of a
              booking's change: readers take it as one that they know.
            Then add the new file's line to %s (sha256sum *.json in the schema folder prints it).
            See docs/events.md, "How events change".""".formatted(LIST);

    @Test
    void published_schemas_are_as_they_were_published() {
        String found = ContractFiles.namesIn(ContractFiles.SCHEMAS, ".json").stream()
                .map(name -> sha256(ContractFiles.read(ContractFiles.SCHEMAS.resolve(name))) + "  " + name + "\n")
                .collect(Collectors.joining());

        assertThat(found).as(ADVICE).isEqualTo(ContractFiles.read(ContractFiles.SCHEMAS.resolve(LIST)));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
