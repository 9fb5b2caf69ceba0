package org.visita.ehrsync.testing;

import static org.awaitility.Awaitility.await;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.visita.ehrsync.delivery.Ehr;
import org.visita.kit.testing.GatewayResource;
import org.visita.kit.testing.KafkaResource;
import org.visita.kit.testing.PostgresResource;

/** The service on real servers, in a clinic of the test's own. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(GatewayResource.class)
@QuarkusTestResource(SiblingsResource.class)
public abstract class ComponentTest {

    protected SampleClinic clinic;

    /** Else the first test of all waits for what a service does before it is ready. */
    @BeforeEach
    void openClinic() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Arc.container().instance(Ehr.class).get().isReady());
        clinic = new SampleClinic();
    }

    @AfterEach
    void closeClinic() {
        clinic.close();
    }
}
