package org.visita.local.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One database and one role per service; a role owns its own database and cannot open another. Where a service runs as
 * another role than the owner, that one may connect, and the service's migrations say what more.
 */
final class Databases {

    private Databases() {}

    /** Makes what is missing, and sets the passwords. */
    static void create(int port, Secrets secrets) {
        try (Connection connection = DriverManager.getConnection(
                        Postgres.jdbcUrl(port, "postgres"),
                        "postgres",
                        secrets.databases().get("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
            statement.execute("REVOKE CONNECT ON DATABASE template1 FROM PUBLIC");
            for (Service service : Service.values()) {
                String name = service.database();
                createRole(connection, statement, name, secrets);
                if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                    statement.execute("CREATE DATABASE " + name + " OWNER " + name);
                }
                statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
                if (!service.role().equals(name)) {
                    createRole(connection, statement, service.role(), secrets);
                    statement.execute("GRANT CONNECT ON DATABASE " + name + " TO " + service.role());
                }
            }
        } catch (SQLException e) {
            throw new StackProblem(
                    "The services' databases could not be made: " + e.getMessage(), "See ./visita logs postgres", e);
        }
    }

    private static void createRole(Connection connection, Statement statement, String name, Secrets secrets)
            throws SQLException {
        // Names are our own constants and passwords base64url, so neither needs escaping; DDL takes no parameters.
        String password = secrets.databases().get(name);
        boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
        statement.execute((known ? "ALTER" : "CREATE") + " ROLE " + name + " LOGIN PASSWORD '" + password + "'");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
