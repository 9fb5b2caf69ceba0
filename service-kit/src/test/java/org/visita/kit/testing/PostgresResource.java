package org.visita.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for the tests of a module. Its time zone is not UTC, so that nobody relies on it.
 *
 * <p>The service runs as a superuser, unless a {@code @ResourceArg} named {@code owner} and one named {@code service} tell
 * the roles that migrate and that run. The superuser's settings are {@code test.superuser.username} and {@code .password}.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String TIME_ZONE = "Asia/Kathmandu";
    private static final String PASSWORD = "sample-password-of-a-test";

    private AutoCloseable server;
    private String owner;
    private String service;

    @Override
    public void init(Map<String, String> arguments) {
        owner = arguments.get("owner");
        service = arguments.get("service");
    }

    @Override
    public Map<String, String> start() {
        return Servers.inDocker() ? startContainer() : startEmbedded();
    }

    private Map<String, String> startEmbedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("timezone", TIME_ZONE)
                    .setServerConfig("max_connections", "200")
                    // A search over years locks each month with its indexes.
                    .setServerConfig("max_locks_per_transaction", "256")
                    .start();
            server = postgres;
            return config("localhost:" + postgres.getPort() + "/postgres", "postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL did not start", failure);
        }
    }

    private Map<String, String> startContainer() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18")
                .withCommand(
                        "postgres",
                        "-c",
                        "timezone=" + TIME_ZONE,
                        "-c",
                        "max_connections=200",
                        "-c",
                        "max_locks_per_transaction=256");
        container.start();
        server = container;
        return config(
                container.getHost() + ":" + container.getMappedPort(5432) + "/" + container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
    }

    private Map<String, String> config(String address, String user, String password) {
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + address);
        config.put("quarkus.datasource.reactive.url", "postgresql://" + address);
        config.put("quarkus.datasource.username", user);
        config.put("quarkus.datasource.password", password);
        config.put("test.superuser.username", user);
        config.put("test.superuser.password", password);
        if (owner != null) {
            createRoles(config);
            config.put("quarkus.flyway.username", owner);
            config.put("quarkus.flyway.password", PASSWORD);
            config.put("quarkus.datasource.username", service);
            config.put("quarkus.datasource.password", PASSWORD);
        }
        return config;
    }

    /** As deployments do it: one role owns the database, the other may connect to it. */
    private void createRoles(Map<String, String> superuser) {
        String url = superuser.get("quarkus.datasource.jdbc.url");
        String database = url.replaceAll(".*/", "");
        try (Connection connection = DriverManager.getConnection(
                        url,
                        superuser.get("quarkus.datasource.username"),
                        superuser.get("quarkus.datasource.password"));
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + owner + " login password '" + PASSWORD + "'");
            statement.execute("create role " + service + " login password '" + PASSWORD + "'");
            statement.execute("alter database " + database + " owner to " + owner);
            statement.execute("revoke all on database " + database + " from public");
            statement.execute("grant connect on database " + database + " to " + service);
        } catch (SQLException failure) {
            throw new IllegalStateException("the roles could not be made", failure);
        }
    }

    @Override
    public void stop() {
        Closing.quietly(server);
    }
}
