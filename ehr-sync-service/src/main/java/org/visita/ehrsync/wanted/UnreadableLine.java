package org.visita.ehrsync.wanted;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.visita.kit.ids.Ids;
import org.visita.kit.topics.EventJson;

/** A record that could not be read, as the table takes it; {@code bytes} are base64 by then. */
record UnreadableLine(
        UUID id,
        String clinic,
        String topic,
        int part,
        @JsonProperty("at_offset") long atOffset,
        String key,
        int size,
        String sha256,
        byte[] bytes,
        String headers,
        String problem,
        String decoded) {

    static UnreadableLine of(ReceivedRecord record) {
        byte[] bytes = record.value() == null ? new byte[0] : record.value();
        Unreadable unreadable = Unreadable.of(bytes);
        return new UnreadableLine(
                Ids.next(),
                unreadable.clinic(),
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                bytes.length,
                sha256(bytes),
                bytes,
                new String(EventJson.write(record.headers()), StandardCharsets.UTF_8),
                unreadable.problem(),
                new String(EventJson.write(unreadable.decoded()), StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
