package org.visita.contracts;

/**
 * A Kafka topic of Visita.
 *
 * @param name as on the broker
 * @param partitions at least 1; order holds per key, so per partition
 * @param compacted whether only the newest record per key is kept ({@code cleanup.policy=compact}), so that a consumer
 *     can rebuild the whole state from the topic
 */
public record Topic(String name, int partitions, boolean compacted) {}
