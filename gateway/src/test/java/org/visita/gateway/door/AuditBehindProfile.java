package org.visita.gateway.door;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import org.visita.gateway.Certificates;
import org.visita.gateway.ManagementPort;
import org.visita.gateway.UpstreamServer;
import org.visita.gateway.staff.StaffIssuer;
import org.visita.kit.testing.PostgresResource;

/** A gateway with a Kafka of its own, which it does not wait for long. */
public final class AuditBehindProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("visita.audit.grace", "PT1S");
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(PostgresResource.class),
                new TestResourceEntry(GatedKafkaResource.class),
                new TestResourceEntry(ManagementPort.class),
                new TestResourceEntry(UpstreamServer.class),
                new TestResourceEntry(StaffIssuer.class),
                new TestResourceEntry(Certificates.class));
    }
}
