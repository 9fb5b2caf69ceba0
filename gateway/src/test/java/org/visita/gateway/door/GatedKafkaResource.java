package org.visita.gateway.door;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.visita.kit.testing.GatedKafka;

/** A Kafka for the whole gateway that can go away and come back. */
public final class GatedKafkaResource implements QuarkusTestResourceLifecycleManager {

    private static GatedKafka kafka;

    static GatedKafka kafka() {
        return kafka;
    }

    @Override
    public Map<String, String> start() {
        kafka = new GatedKafka();
        return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers());
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }
}
