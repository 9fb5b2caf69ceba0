package org.visita.gateway;

import io.quarkus.test.common.QuarkusTestResource;
import org.visita.gateway.staff.StaffIssuer;
import org.visita.kit.testing.KafkaResource;
import org.visita.kit.testing.PostgresResource;

/** The servers that the gateway's tests run on, started once for all of them. */
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ManagementPort.class)
@QuarkusTestResource(UpstreamServer.class)
@QuarkusTestResource(StaffIssuer.class)
@QuarkusTestResource(Certificates.class)
public abstract class GatewayTest {}
