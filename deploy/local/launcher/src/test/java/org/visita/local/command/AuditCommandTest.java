package org.visita.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visita.proof.EntryContent;
import org.visita.proof.ExportHeader;
import org.visita.proof.ExportWriter;
import org.visita.proof.Frontier;
import org.visita.proof.Hashes;
import org.visita.proof.SigningKey;
import org.visita.proof.TreeAt;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class AuditCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Terminal script = new Terminal(new PrintStream(out), new PrintStream(err), false, Ansi.OFF);
    private Path export;
    private Path key;
    private List<String> lines;

    @BeforeEach
    void export() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        export = folder.resolve("trail.ndjson");
        lines = new ArrayList<>(lines(SigningKey.of(pair.getPrivate().getEncoded()), 12));
        write();
    }

    private void write() throws IOException {
        Files.writeString(export, String.join("\n", lines) + "\n");
    }

    private static List<String> lines(SigningKey signing, int entries) {
        ExportWriter writer = new ExportWriter(new ExportHeader("clinic", 1, entries, false, NOW, null, null));
        List<byte[]> lines = new ArrayList<>(List.of(writer.header()));
        Frontier tree = Frontier.empty();
        byte[] hash = Hashes.beforeTheFirst();
        for (int i = 1; i <= entries; i++) {
            byte[] content = entry(i).canonical();
            hash = Hashes.chained(hash, content);
            tree.add(hash);
            lines.add(writer.entry(i, hash, content, null));
        }
        lines.add(writer.checkpoint(
                new TreeAt(signing.sign("clinic", entries, 0, tree.root(), hash, NOW), tree.subtrees())));
        lines.add(writer.end());
        return lines.stream()
                .map(line -> new String(Arrays.copyOf(line, line.length - 1), StandardCharsets.UTF_8))
                .toList();
    }

    private static EntryContent entry(int i) {
        return new EntryContent(
                "id-" + i,
                "clinic",
                NOW,
                NOW,
                "key:a",
                "booking.read",
                "Booking",
                null,
                null,
                null,
                "succeeded",
                null,
                null,
                null,
                null,
                1,
                "gateway",
                "p",
                i);
    }

    private int verify(String... more) {
        List<String> arguments = new ArrayList<>(List.of(export.toString()));
        arguments.addAll(List.of(more));
        return new CommandLine(new AuditVerifyCommand(script)).execute(arguments.toArray(String[]::new));
    }

    @Test
    void a_valid_export_needs_nothing_but_the_key() {
        assertThat(verify("--key", key.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("12 entries").contains("valid");
    }

    @Test
    void a_changed_entry_is_named() throws Exception {
        lines.set(5, lines.get(5).replace("booking.read", "booking.bend"));
        write();

        assertThat(verify("--key", key.toString(), "--json")).isEqualTo(1);

        JsonNode answer = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(answer.path("valid").asBoolean()).isFalse();
        assertThat(answer.at("/findings/0/kind").asText()).isEqualTo("changed");
        assertThat(answer.at("/findings/0/position").asInt()).isEqualTo(5);
        assertThat(answer.at("/findings/0/id").asText()).isEqualTo("id-5");
    }

    @Test
    void without_a_key_it_is_not_called_valid_unless_told() {
        assertThat(verify()).isEqualTo(2);
        assertThat(verify("--without-key")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("No signature was checked");
    }

    @Test
    void what_is_no_export_or_no_key_cannot_be_checked() throws Exception {
        assertThat(verify("--key", export.toString())).isEqualTo(2);
        assertThat(verify("--key", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(verify("--key", key.toString(), "--expect", key.toString())).isEqualTo(2);
        lines.removeFirst();
        write();
        assertThat(verify("--key", key.toString())).isEqualTo(2);
        Files.write(export, new byte[] {(byte) 0xff, 0, 1, 2});
        assertThat(verify("--key", key.toString())).isEqualTo(2);
    }

    @Test
    void an_expected_checkpoint_is_looked_for() throws Exception {
        Path seen = Files.writeString(folder.resolve("seen.json"), lines.get(13));
        assertThat(verify("--key", key.toString(), "--expect", seen.toString())).isZero();
    }

    @Test
    void the_help_has_an_example() {
        assertThat(new CommandLine(new AuditVerifyCommand(script)).getUsageMessage(Ansi.OFF))
                .contains("./visita audit verify trail.ndjson --key keys.json")
                .contains("2   Cannot be checked");
    }
}
