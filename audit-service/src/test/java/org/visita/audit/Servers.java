package org.visita.audit;

import io.quarkus.test.common.QuarkusTestResource;
import org.visita.kit.testing.GatewayResource;
import org.visita.kit.testing.KafkaResource;
import org.visita.kit.testing.PostgresResource;

/** What the service stands on in its tests; the same for all of them, so that it starts once. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(GatewayResource.class)
public interface Servers {}
