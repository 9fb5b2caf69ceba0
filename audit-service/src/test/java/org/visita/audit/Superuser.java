package org.visita.audit;

import static org.visita.kit.testing.SqlStatements.prepare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Somebody who may do anything to the database of the tests. */
public final class Superuser {

    private Superuser() {}

    public static Connection connect() {
        return connect(ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class));
    }

    public static Connection connect(String jdbcUrl) {
        Config config = ConfigProvider.getConfig();
        try {
            return DriverManager.getConnection(
                    jdbcUrl,
                    config.getValue("test.superuser.username", String.class),
                    config.getValue("test.superuser.password", String.class));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** @return rows touched */
    public static int execute(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of each row. */
    public static List<Object> query(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<Object> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getObject(1));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
