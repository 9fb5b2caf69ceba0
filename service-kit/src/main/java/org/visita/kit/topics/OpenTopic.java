package org.visita.kit.topics;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** All partitions of a topic, assigned to one consumer. Every question to the broker fails if it does not answer. */
final class OpenTopic {

    private final KafkaConsumer<?, ?> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;

    private OpenTopic(KafkaConsumer<?, ?> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = partitions(consumer, topic);
    }

    /**
     * @param offsets where to begin, by partition; those left out, or not there, begin at their beginning, as the group
     *     does that has committed them
     */
    static OpenTopic begin(KafkaConsumer<?, ?> consumer, String topic, Map<Integer, Long> offsets) {
        OpenTopic open = goOn(consumer, topic, offsets);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(open.partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(open.partitions);
        open.partitions.stream()
                .filter(partition -> consumer.position(partition) < first.get(partition)
                        || consumer.position(partition) > ends.get(partition))
                // One by one: of no partition at all would mean of every one.
                .forEach(partition -> consumer.seekToBeginning(List.of(partition)));
        return open;
    }

    /** @param offsets the next to read, by partition; if one is not there, reading fails */
    static OpenTopic goOn(KafkaConsumer<?, ?> consumer, String topic, Map<Integer, Long> offsets) {
        OpenTopic open = new OpenTopic(consumer, topic);
        consumer.assign(open.partitions);
        consumer.seekToBeginning(open.partitions);
        open.partitions.stream()
                .filter(partition -> offsets.containsKey(partition.partition()))
                .forEach(partition -> consumer.seek(partition, offsets.get(partition.partition())));
        return open;
    }

    Map<Integer, Long> positions() {
        return partitions.stream().collect(Collectors.toMap(TopicPartition::partition, consumer::position));
    }

    Map<Integer, Long> ends() {
        if (partitions(consumer, topic).size() != partitions.size()) {
            throw new IllegalStateException("the topic has other partitions now");
        }
        return consumer.endOffsets(partitions).entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue));
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new IllegalStateException("the topic is not there yet");
        }
        return known.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
