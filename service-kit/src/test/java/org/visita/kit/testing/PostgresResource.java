package org.visita.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A real PostgreSQL for the tests of a module. Its time zone is not UTC, so that nobody relies on it. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String TIME_ZONE = "Asia/Kathmandu";

    private AutoCloseable server;

    @Override
    public Map<String, String> start() {
        return Servers.inDocker() ? startContainer() : startEmbedded();
    }

    private Map<String, String> startEmbedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("timezone", TIME_ZONE)
                    .setServerConfig("max_connections", "200")
                    .start();
            server = postgres;
            return config("localhost:" + postgres.getPort() + "/postgres", "postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL did not start", failure);
        }
    }

    private Map<String, String> startContainer() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18")
                .withCommand("postgres", "-c", "timezone=" + TIME_ZONE, "-c", "max_connections=200");
        container.start();
        server = container;
        return config(
                container.getHost() + ":" + container.getMappedPort(5432) + "/" + container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
    }

    private static Map<String, String> config(String address, String user, String password) {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://" + address,
                "quarkus.datasource.reactive.url",
                "postgresql://" + address,
                "quarkus.datasource.username",
                user,
                "quarkus.datasource.password",
                password);
    }

    @Override
    public void stop() {
        Closing.quietly(server);
    }
}
