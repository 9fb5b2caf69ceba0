package org.visita.proof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Exports for tests, as lines. */
final class Exports {

    static final String CLINIC = "clinic \"ä\" 1";
    static final Instant START = Instant.parse("2026-11-22T10:00:00.000001Z");
    static final Instant EXPIRED = Instant.parse("2033-11-23T10:00:00Z");
    static final SigningKey KEY = newKey();
    static final PublicKeys KEYS = PublicKeys.of(List.of(KEY.publicKey()));

    private Exports() {}

    static SigningKey newKey() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return key(seed);
    }

    static SigningKey key(byte[] seed) {
        byte[] pkcs8 = Arrays.copyOf(HexFormat.of().parseHex("302e020100300506032b657004220420"), 16 + seed.length);
        System.arraycopy(seed, 0, pkcs8, 16, seed.length);
        return SigningKey.of(pkcs8);
    }

    static String id(long position) {
        return new UUID(0x018f_0000_0000_7000L, position).toString();
    }

    static Opened opened(long position) {
        byte[] salt = new byte[32];
        salt[0] = (byte) position;
        return new Opened(salt, ("{\"patientId\":\"patient-" + position + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    static EntryContent entry(String clinic, long position) {
        byte[] sealed =
                Opened.commitment(opened(position).salt(), opened(position).details());
        return new EntryContent(
                id(position),
                clinic,
                START.plusMillis(position),
                START.plusMillis(position + 5),
                "key:a",
                "booking.read",
                "Booking",
                id(position + 1000),
                position % 3 == 0 ? id(7) : null,
                position % 3 == 0 ? Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, 60)) : null,
                "succeeded",
                null,
                "203.0.113.7",
                "ünï\n" + position,
                null,
                12,
                "gateway",
                "p1",
                position);
    }

    /** Entries 1 to {@code count} with a checkpoint after each {@code each}, and after the last. */
    static List<String> of(int count, int each) {
        return of(CLINIC, KEY, 0, count, each);
    }

    /** Those after {@code start}, where a checkpoint stands. */
    static List<String> of(String clinic, SigningKey key, int start, int count, int each) {
        List<byte[]> lines = new ArrayList<>();
        Frontier tree = Frontier.empty();
        byte[] hash = Hashes.beforeTheFirst();
        long previous = 0;
        ExportWriter writer = start == 0 ? begin(lines, clinic, key, null, count) : null;
        for (int i = 1; i <= count; i++) {
            byte[] content = entry(clinic, i).canonical();
            hash = Hashes.chained(hash, content);
            tree.add(hash);
            if (writer != null) {
                lines.add(writer.entry(i, hash, content, i % 3 == 0 ? opened(i) : null));
            }
            if (i % each == 0 || i == count) {
                TreeAt at = new TreeAt(key.sign(clinic, i, previous, tree.root(), hash, START), tree.subtrees());
                previous = i;
                if (writer != null) {
                    lines.add(writer.checkpoint(at));
                } else if (i == start) {
                    writer = begin(lines, clinic, key, at, count);
                }
            }
        }
        lines.add(writer.end());
        return lines.stream()
                .map(line -> new String(line, 0, line.length - 1, StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static ExportWriter begin(List<byte[]> lines, String clinic, SigningKey key, TreeAt start, int to) {
        long from = start == null ? 1 : start.checkpoint().size() + 1;
        Expiry expiry = start == null ? null : key.expiry(clinic, from - 1, EXPIRED, 84);
        ExportWriter writer = new ExportWriter(new ExportHeader(clinic, from, to, false, START, start, expiry));
        lines.add(writer.header());
        return writer;
    }

    static Verdict verify(List<String> lines) {
        return verify(lines, KEYS, null);
    }

    static Verdict verify(List<String> lines, PublicKeys keys, Checkpoint expected) {
        return verify((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), keys, expected);
    }

    static Verdict verify(byte[] file, PublicKeys keys, Checkpoint expected) {
        try {
            return new ExportVerifier(keys, expected, read -> {}).verify(new ByteArrayInputStream(file));
        } catch (IOException | NotAnExportException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    /** Index of the line of an entry. */
    static int line(List<String> lines, long position) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("{\"position\":" + position + ",")) {
                return i;
            }
        }
        throw new IllegalArgumentException("no entry " + position);
    }

    static int checkpointLine(List<String> lines, long size) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("{\"checkpoint\"") && lines.get(i).contains("\"size\":" + size + ",")) {
                return i;
            }
        }
        throw new IllegalArgumentException("no checkpoint " + size);
    }

    static Checkpoint checkpoint(List<String> lines, long size) {
        return Checkpoint.parse(lines.get(checkpointLine(lines, size)));
    }

    /** The hashes of the entries from a position on, up to another, made anew from what the lines say. */
    static void rehash(List<String> lines, long from, long to) {
        for (long i = from; i <= to; i++) {
            int at = line(lines, i);
            byte[] before = i == 1 ? Hashes.beforeTheFirst() : hash(lines.get(line(lines, i - 1)));
            String hex = HexFormat.of().formatHex(Hashes.chained(before, content(lines.get(at))));
            lines.set(at, lines.get(at).replaceFirst("\"hash\":\"[0-9a-f]{64}\"", "\"hash\":\"" + hex + "\""));
        }
    }

    static byte[] hash(String line) {
        int at = line.indexOf("\"hash\":\"") + 8;
        return HexFormat.of().parseHex(line.substring(at, at + 64));
    }

    static byte[] content(String line) {
        int at = line.indexOf("\"entry\":") + 8;
        int open = line.indexOf(",\"open\":");
        return line.substring(at, open < 0 ? line.length() - 1 : open).getBytes(StandardCharsets.UTF_8);
    }
}
