package org.visita.proof;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * That the beginning of a chain was let go, when its time was over. It is signed: otherwise anybody could cut the beginning
 * off an export, at any checkpoint, and say so.
 *
 * @param through position of the last entry that went, where a checkpoint stands
 * @param expiredAt in whole microseconds
 * @param months for which the clinic keeps its entries
 * @param keyId of the key that it is signed with
 * @param signature Ed25519 (RFC 8032) over {@link #signed}
 */
public record Expiry(long through, Instant expiredAt, int months, String keyId, byte[] signature) {

    /** No clinic keeps its entries for less. */
    private static final int LEAST_MONTHS = 12;

    /** One fact a line, each ended by a line feed; UTF-8. */
    static byte[] signed(String clinic, long through, Instant expiredAt, int months, String keyId) {
        return ("visita-audit-expiry/1\n" + clinic + "\n" + through + "\n" + expiredAt + "\n" + months + "\n" + keyId
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] signed(String clinic) {
        return signed(clinic, through, expiredAt, months, keyId);
    }

    /** Whether it lets go what this checkpoint covers, and the time of that was over. */
    public boolean isDue(Checkpoint last) {
        return last.size() == through && months >= LEAST_MONTHS && last.at().isBefore(keptFrom());
    }

    private Instant keptFrom() {
        try {
            return expiredAt.atOffset(ZoneOffset.UTC).minusMonths(months).toInstant();
        } catch (DateTimeException beyondTime) {
            return Instant.MIN;
        }
    }

    static Expiry of(Json json) {
        return new Expiry(
                json.number("through"),
                json.instant("expiredAt"),
                Math.toIntExact(json.number("months")),
                json.text("keyId"),
                Base64Url.bytes(json.text("signature")));
    }
}
