package org.visita.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What is signed, from time to time, of the chain of a clinic.
 *
 * @param size entries in the chain so far, at least 1
 * @param previous size of the checkpoint before, 0 for the first: so that none can be taken out unseen
 * @param root of the Merkle tree (RFC 6962) over their hashes
 * @param head hash of the newest of them
 * @param at in whole microseconds
 * @param keyId of the key that it is signed with
 * @param signature Ed25519 (RFC 8032) over {@link #signed()}
 */
public record Checkpoint(
        String clinic, long size, long previous, byte[] root, byte[] head, Instant at, String keyId, byte[] signature) {

    /** One fact a line, each ended by a line feed; UTF-8. */
    public static byte[] signed(
            String clinic, long size, long previous, byte[] root, byte[] head, Instant at, String keyId) {
        return ("visita-audit-checkpoint/1\n" + clinic + "\n" + size + "\n" + previous + "\n"
                        + HexFormat.of().formatHex(root) + "\n"
                        + HexFormat.of().formatHex(head) + "\n" + at + "\n" + keyId + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param json with the members of this record, hashes in hexadecimal, the signature in base64url; or an object that has
     *     such a one as its member {@code checkpoint}
     * @throws IllegalArgumentException if it is something else
     */
    public static Checkpoint parse(String json) {
        Json parsed = Json.parse(json);
        return of(parsed.has("checkpoint") ? parsed.member("checkpoint") : parsed);
    }

    static Checkpoint of(Json json) {
        if (json.number("size") < 1 || json.number("previous") < 0) {
            throw new IllegalArgumentException("no checkpoint is of so many entries");
        }
        return new Checkpoint(
                json.text("clinic"),
                json.number("size"),
                json.number("previous"),
                json.member("root").hash(),
                json.member("head").hash(),
                json.instant("at"),
                json.text("keyId"),
                Base64Url.bytes(json.text("signature")));
    }

    public byte[] signed() {
        return signed(clinic, size, previous, root, head, at, keyId);
    }
}
