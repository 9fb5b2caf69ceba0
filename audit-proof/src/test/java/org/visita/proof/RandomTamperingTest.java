package org.visita.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever is done to an export, at random: it is never called valid. The number of the repetition is the seed. */
class RandomTamperingTest {

    @RepeatedTest(400)
    void no_tampering_with_lines_is_called_valid(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> export = Exports.of(1 + random.nextInt(40), 1 + random.nextInt(12));
        List<String> lines = new ArrayList<>(export);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            tamper(lines, random);
        }
        if (!lines.equals(export)) {
            assertThat(Exports.verify(lines).isValid())
                    .as(String.join("\n", lines))
                    .isFalse();
        }
    }

    /** The header stays: without it nothing is verified at all. */
    private static void tamper(List<String> lines, Random random) {
        if (lines.size() < 3) {
            return;
        }
        int one = 1 + random.nextInt(lines.size() - 1);
        int other = 1 + random.nextInt(lines.size() - 1);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(one);
            case 1 -> lines.add(other, lines.get(one));
            case 2 -> Collections.swap(lines, one, other);
            case 3 -> lines.add(other, lines.remove(one));
            case 4 -> lines.set(one, lines.get(other));
            default -> lines.subList(Math.min(one, other), Math.max(one, other)).clear();
        }
    }

    @RepeatedTest(400)
    void no_tampering_with_bytes_is_called_valid(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> lines = Exports.of(1 + random.nextInt(20), 1 + random.nextInt(12));
        byte[] file = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        int body = lines.getFirst().getBytes(StandardCharsets.UTF_8).length + 1;
        int at = body + random.nextInt(file.length - body - 1);
        byte[] tampered =
                switch (random.nextInt(4)) {
                    case 0 -> with(file, at, (byte) (file[at] ^ (1 + random.nextInt(255))));
                    case 1 -> Arrays.copyOf(file, at);
                    case 2 -> without(file, at, 1 + random.nextInt(Math.min(200, file.length - 1 - at)));
                    default -> inserted(file, at, random);
                };
        assertThat(Exports.verify(tampered, Exports.KEYS, null).isValid()).isFalse();
    }

    private static byte[] with(byte[] file, int at, byte value) {
        byte[] copy = file.clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] without(byte[] file, int at, int length) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        copy.write(file, 0, at);
        copy.write(file, at + length, file.length - at - length);
        return copy.toByteArray();
    }

    private static byte[] inserted(byte[] file, int at, Random random) {
        byte[] more = new byte[1 + random.nextInt(20)];
        random.nextBytes(more);
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        copy.write(file, 0, at);
        copy.writeBytes(more);
        copy.write(file, at, file.length - at);
        return copy.toByteArray();
    }

    @Test
    void hostile_files_are_refused_in_peace() throws Exception {
        List<String> lines = Exports.of(5, 5);
        for (String hostile : List.of(
                "x".repeat(3 * LineReader.LONGEST),
                "{\"position\":1,\"hash\":\"" + "x".repeat(3 * LineReader.LONGEST),
                "[".repeat(100_000),
                "{\"checkpoint\":" + "{\"a\":".repeat(10_000),
                "{\"position\":99999999999999999999999999}",
                "{\"position\":",
                "{\"end\":{\"entries\":5}}",
                "{\"checkpoint\":null,\"frontier\":[]}",
                "")) {
            List<String> tampered = new ArrayList<>(lines);
            tampered.add(3, hostile);
            Verdict verdict = Exports.verify(tampered);
            assertThat(verdict.isValid()).isFalse();
            assertThat(verdict.entries()).isGreaterThanOrEqualTo(5);
            assertThat(verdict.findings().size()).isLessThanOrEqualTo(Findings.MOST);
        }
    }

    @Test
    void what_is_no_export_is_not_verified() {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            assertThatIsRefused(noise);
        }
        assertThatIsRefused("{}\n".getBytes(StandardCharsets.UTF_8));
        assertThatIsRefused("{\"export\":\"visita-audit/2\"}\n".getBytes(StandardCharsets.UTF_8));
        assertThatIsRefused("{\"entries\":[]}\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void assertThatIsRefused(byte[] file) {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new ExportVerifier(Exports.KEYS, null, read -> {}).verify(new ByteArrayInputStream(file)))
                .isInstanceOf(NotAnExportException.class);
    }
}
