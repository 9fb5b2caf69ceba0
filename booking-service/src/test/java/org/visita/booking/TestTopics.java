package org.visita.booking;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.visita.kit.topics.EventJson;

/** Plays the other services. */
final class TestTopics {

    private static KafkaProducer<String, byte[]> producer;

    private TestTopics() {}

    static synchronized void send(String topic, String key, Object event) {
        if (producer == null) {
            String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
        }
        producer.send(new ProducerRecord<>(topic, key, EventJson.write(event)));
    }
}
