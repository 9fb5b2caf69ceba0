package org.visita.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the servers that run on a JVM are run: the six services, the broker and the EHR. */
final class JavaServers {

    static final String EHR = "ehr";
    static final String KAFKA = "kafka";

    /** Ten processes share a small machine: small objects, a collector without threads, and no second compiler. */
    private static final List<String> SMALL_AND_FAST = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss512k",
            // Netty, LZ4 and others call native code and Unsafe, as they must, and the JVM would remark on each.
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Checkout checkout;
    private final Home home;
    private final Ports ports;
    private final Secrets secrets;

    JavaServers(Checkout checkout, Home home, Ports ports, Secrets secrets) {
        this.checkout = checkout;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
    }

    Server kafka() {
        int port = ports.of(KAFKA);
        List<String> command = java(256, "-cp", checkout.classPath(KAFKA), "org.visita.local.kafka.KafkaBroker");
        command.add(Integer.toString(port));
        command.add(Integer.toString(ports.of("kafka.controller")));
        command.add(home.data(KAFKA).toString());
        return new Server(
                KAFKA,
                List.of(KAFKA, "kafka.controller"),
                command,
                Map.of(),
                checkout.localJar(KAFKA),
                Readiness.tcp(port),
                Duration.ofSeconds(60),
                "TERM");
    }

    Server ehr() {
        List<String> command = java(448, "-cp", checkout.classPath(EHR), "org.visita.local.ehr.EhrServer");
        command.add(Integer.toString(ports.of(EHR)));
        command.add(home.data(EHR).toString());
        return new Server(
                EHR,
                List.of(EHR),
                command,
                Map.of(),
                checkout.localJar(EHR),
                Readiness.http(URI.create("http://127.0.0.1:" + ports.of(EHR) + "/fhir/metadata")),
                Duration.ofSeconds(180),
                "TERM");
    }

    Server service(Service service) {
        Path jar = checkout.serviceJar(service);
        int management = ports.management(service);
        return new Server(
                service.id(),
                List.of(service.id(), service.id() + ".management"),
                java(service.heapMiB(), "-jar", jar.toString()),
                environment(service),
                jar,
                Readiness.http(URI.create("http://127.0.0.1:" + management + "/q/health/ready")),
                Duration.ofSeconds(120),
                "TERM");
    }

    private Map<String, String> environment(Service service) {
        Map<String, String> environment = new TreeMap<>();
        String database = service.database();
        int postgres = ports.of(Postgres.NAME);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(service)));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management(service)));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of(KAFKA));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", Postgres.jdbcUrl(postgres, database));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:" + postgres + "/" + database);
        environment.put("QUARKUS_DATASOURCE_USERNAME", service.role());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.databases().get(service.role()));
        environment.put("VISITA_TOKENS_ISSUER_URL", "http://127.0.0.1:" + ports.management(Service.GATEWAY));
        switch (service) {
            case GATEWAY -> gateway(environment);
            case PATIENT -> environment.put("VISITA_PATIENT_MASTER_KEY", secrets.patientMasterKey());
            case EHR_SYNC -> {
                environment.put("VISITA_EHR_SYNC_PATIENT_URL", address(Service.PATIENT));
                environment.put("VISITA_EHR_SYNC_CLIENT_SECRET", secrets.ehrSyncClient());
                environment.put("VISITA_EHR_SYNC_MASTER_KEY", secrets.ehrSyncMasterKey());
                // The EHR of this stack is on loopback, which a connection may not point at elsewhere.
                environment.put("VISITA_EHR_SYNC_ALLOW_PRIVATE_TARGETS", "true");
            }
            case AUDIT -> {
                environment.put("QUARKUS_FLYWAY_USERNAME", database);
                environment.put("QUARKUS_FLYWAY_PASSWORD", secrets.databases().get(database));
                environment.put("VISITA_AUDIT_SERVICE_MASTER_KEY", secrets.auditMasterKey());
                environment.put("VISITA_AUDIT_SERVICE_SIGNING_KEY", secrets.auditSigningKey());
            }
            case AVAILABILITY, BOOKING -> {}
        }
        return environment;
    }

    private void gateway(Map<String, String> environment) {
        environment.put("VISITA_GATEWAY_PEPPER", secrets.pepper());
        environment.put("VISITA_GATEWAY_SIGNING_KEY", secrets.signingKey());
        environment.put("VISITA_GATEWAY_BOOTSTRAP_KEY", secrets.adminKey());
        environment.put("VISITA_GATEWAY_BOOTSTRAP_CLINIC", secrets.clinic());
        environment.put("VISITA_GATEWAY_SERVICE_CLIENTS_EHR_SYNC", secrets.ehrSyncClient());
        for (Service service : Service.values()) {
            if (service != Service.GATEWAY) {
                environment.put("VISITA_GATEWAY_ROUTES_" + service.name(), address(service));
            }
        }
    }

    private String address(Service service) {
        return "http://127.0.0.1:" + ports.of(service);
    }

    static List<String> java(int heapMiB, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMiB + "m");
        command.addAll(SMALL_AND_FAST);
        command.addAll(List.of(arguments));
        return command;
    }
}
