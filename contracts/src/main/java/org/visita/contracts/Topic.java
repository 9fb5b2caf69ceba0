package org.visita.contracts;

import java.util.Map;

/**
 * A Kafka topic of Visita.
 *
 * @param name as on the broker
 * @param partitions at least 1; order holds per key, so per partition
 * @param compacted whether only the newest record per key is kept ({@code cleanup.policy=compact}), so that a consumer
 *     can rebuild the whole state from the topic
 * @param keptForGood whether no record expires ({@code retention.ms=-1}), because read copies are rebuilt from all of
 *     them; of a compacted topic the newest of each key stays anyway
 */
public record Topic(String name, int partitions, boolean compacted, boolean keptForGood) {

    /** What the broker has to be told of the topic; all else is the broker's choice. */
    public Map<String, String> config() {
        String policy = compacted ? "compact" : "delete";
        return keptForGood ? Map.of("cleanup.policy", policy, "retention.ms", "-1") : Map.of("cleanup.policy", policy);
    }
}
