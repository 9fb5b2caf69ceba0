package org.visita.audit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import org.visita.kit.testing.GatewayResource;
import org.visita.kit.testing.KafkaResource;
import org.visita.kit.testing.PostgresResource;

/** What the service stands on in its tests; the same for all of them, so that it starts once. */
@QuarkusTestResource(
        value = PostgresResource.class,
        initArgs = {
            @ResourceArg(name = "owner", value = "audit"),
            @ResourceArg(name = "service", value = "audit_writer")
        })
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(GatewayResource.class)
public interface Servers {}
