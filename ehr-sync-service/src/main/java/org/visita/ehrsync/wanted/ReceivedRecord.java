package org.visita.ehrsync.wanted;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.visita.contracts.DeadLetterHeaders;

/**
 * A record as it came.
 *
 * @param key null if it has none
 * @param value null if it has none
 * @param headers as text; without those of an earlier life as a dead letter
 */
record ReceivedRecord(String key, byte[] value, Map<String, String> headers, String topic, int partition, long offset) {

    static ReceivedRecord of(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> {
            if (!header.key().startsWith(DeadLetterHeaders.PREFIX) && header.value() != null) {
                headers.put(clean(header.key()), clean(new String(header.value(), StandardCharsets.UTF_8)));
            }
        });
        return new ReceivedRecord(
                record.key() == null ? null : clean(record.key()),
                record.value(),
                headers,
                record.topic(),
                record.partition(),
                record.offset());
    }

    /** One that was put aside. */
    static ReceivedRecord from(String origin, String key, byte[] value, Map<String, String> headers) {
        String[] place = origin.split("/");
        return new ReceivedRecord(key, value, headers, place[0], Integer.parseInt(place[1]), Long.parseLong(place[2]));
    }

    /** topic/partition/offset */
    String origin() {
        return topic + "/" + partition + "/" + offset;
    }

    /** PostgreSQL has no room for this character in a text. */
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
