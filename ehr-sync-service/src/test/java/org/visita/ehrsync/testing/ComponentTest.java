package org.visita.ehrsync.testing;

import io.quarkus.test.common.QuarkusTestResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

    @BeforeEach
    void openClinic() {
        clinic = new SampleClinic();
    }

    @AfterEach
    void closeClinic() {
        clinic.close();
    }
}
