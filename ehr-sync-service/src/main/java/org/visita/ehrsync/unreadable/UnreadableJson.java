package org.visita.ehrsync.unreadable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.visita.ehrsync.Columns;
import org.visita.kit.topics.EventJson;
import org.visita.kit.topics.UnreadableEventException;

/** Records that could not be read, as they stand on the wire. */
final class UnreadableJson {

    /** Columns of a {@link View}, of {@code unreadable_record u}; the last says whether it is the clinic's own. */
    static final String COLUMNS = """
            u.id, u.topic, u.partition, u.record_offset, u.size, u.sha256, u.problem, u.decoded, u.found_at,
            case when u.replayed_at is not null then 'replayed' when u.discarded_at is not null then 'discarded'
                 else 'open' end as state,
            u.clinic is not null as own""";

    private static final int OWN = 10;
    private static final int WIDTH = 11;

    private static final List<String> SHOWN_TO_ALL = List.of("type", "version", "status");

    /** Enough to see what it is; the whole is on the topic of dead letters. */
    private static final int LONGEST_CONTENT = 16 * 1024;

    private UnreadableJson() {}

    /**
     * @param offset of the record in its partition
     * @param size in bytes
     * @param sha256 of the bytes, hexadecimal
     * @param problem coded: where reading failed
     * @param decoded what could be read of it; of a record that names no clinic no ids, for it may be anybody's
     * @param state {@code open}, {@code replayed} or {@code discarded}
     */
    record View(
            String id,
            String topic,
            int partition,
            long offset,
            int size,
            String sha256,
            String problem,
            JsonNode decoded,
            Instant foundAt,
            String state) {

        static View of(Object[] row) {
            return new View(
                    row[0].toString(),
                    (String) row[1],
                    (Integer) row[2],
                    (Long) row[3],
                    (Integer) row[4],
                    (String) row[5],
                    (String) row[6],
                    partOf(parse((String) row[7]), (Boolean) row[OWN]),
                    Columns.instant(row[8]),
                    (String) row[9]);
        }
    }

    /**
     * One of them. What stands in it, and who did what about it, only for the clinic that it names.
     *
     * @param content base64 of the first 16 KiB
     */
    record Item(
            @JsonUnwrapped View record,
            String key,
            JsonNode headers,
            String content,
            Discarded discarded,
            Replayed replayed) {

        /** Columns: those of the view, then key, headers, bytes, and who did what. */
        static Item of(Object[] row, UnaryOperator<String> openReason) {
            boolean own = (Boolean) row[OWN];
            Instant discardedAt = Columns.instant(row[WIDTH + 4]);
            Instant replayedAt = Columns.instant(row[WIDTH + 7]);
            return new Item(
                    View.of(row),
                    own ? (String) row[WIDTH] : null,
                    own ? parse((String) row[WIDTH + 1]) : null,
                    own ? beginning((byte[]) row[WIDTH + 2]) : null,
                    own && discardedAt != null
                            ? new Discarded(
                                    (String) row[WIDTH + 3], discardedAt, openReason.apply((String) row[WIDTH + 5]))
                            : null,
                    own && replayedAt != null ? new Replayed((String) row[WIDTH + 6], replayedAt) : null);
        }
    }

    record Discarded(String by, Instant at, String reason) {}

    record Replayed(String by, Instant at) {}

    private static JsonNode partOf(JsonNode all, boolean own) {
        return own || !(all instanceof ObjectNode object) ? all : object.retain(SHOWN_TO_ALL);
    }

    private static String beginning(byte[] bytes) {
        return Base64.getEncoder()
                .encodeToString(bytes.length > LONGEST_CONTENT ? Arrays.copyOf(bytes, LONGEST_CONTENT) : bytes);
    }

    private static JsonNode parse(String json) {
        try {
            return EventJson.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (UnreadableEventException notJson) {
            return TextNode.valueOf(json);
        }
    }
}
