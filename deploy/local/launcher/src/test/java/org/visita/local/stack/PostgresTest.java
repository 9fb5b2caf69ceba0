package org.visita.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On the real server, one for all tests: making its data folder is what takes time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTest {

    private final Secrets secrets = Secrets.generate(new SecureRandom());
    private Path folder;
    private int port;
    private Postgres postgres;
    private ServerProcess process;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Home home = new Home(folder.resolve("home")).create();
        Path cache = StackSettings.of(Checkout.find(), System.getenv()).cache();
        String password = secrets.databases().get("postgres");
        postgres = new Postgres(home, port, password, PostgresBinaries.unpackInto(cache));
        process = new ServerProcess(postgres.server(), home);
        startAgain();
        Databases.create(port, secrets);
    }

    @AfterAll
    void stop() {
        process.stop();
    }

    @Test
    void keeps_what_was_committed_when_it_is_killed() throws SQLException {
        try (Connection booking = connect("booking", "booking")) {
            execute(booking, "CREATE TABLE kept (n int)");
            execute(booking, "INSERT INTO kept VALUES (7)");
        }

        process.kill();
        startAgain();
        Databases.create(port, secrets);

        try (Connection booking = connect("booking", "booking")) {
            assertThat(query(booking, "SELECT n FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void starts_although_a_stranger_got_the_number_in_its_file() throws IOException {
        process.kill();
        Path file = folder.resolve("home/postgres/postmaster.pid");
        String stale = Files.readString(file);
        long stranger = ProcessHandle.current().pid();
        Files.writeString(file, stranger + stale.substring(stale.indexOf('\n')));

        startAgain();

        assertThat(process.isReady()).isTrue();
    }

    @Test
    void keeps_its_file_while_a_session_of_the_killed_server_works() throws Exception {
        try (Connection booking = connect("booking", "booking")) {
            Thread.ofVirtual().start(() -> executeQuietly(booking, "SELECT pg_sleep(2)"));
            try (Connection admin = connect("postgres", "postgres")) {
                await().until(() -> query(
                                admin,
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%sleep(2)'"
                                        + " AND datname = 'booking'")
                        .equals("1"));
            }
            process.kill();
        }

        startAgain();

        assertThat(process.isReady()).isTrue();
    }

    @Test
    void lets_no_role_into_the_database_of_another() {
        assertThatThrownBy(() -> connect("patient", "booking")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect("postgres", "booking")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect("template1", "booking")).hasMessageContaining("permission denied");
    }

    @Test
    void lets_audit_run_as_a_role_that_owns_nothing() throws SQLException {
        try (Connection writer = connect("audit", "audit_writer")) {
            assertThat(query(writer, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'audit'"))
                    .isEqualTo("audit");
            assertThatThrownBy(() -> execute(writer, "CREATE TABLE mine (n int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(writer, "SET ROLE audit")).hasMessageContaining("permission denied");
        }
    }

    @Test
    void lets_nobody_in_without_the_password() {
        assertThatThrownBy(() -> DriverManager.getConnection(Postgres.jdbcUrl(port, "booking"), "booking", "guess"))
                .hasMessageContaining("authentication failed");
    }

    @Test
    void is_durable_and_lets_an_owner_use_range_constraints() throws SQLException {
        try (Connection booking = connect("booking", "booking")) {
            assertThat(query(booking, "SHOW fsync")).isEqualTo("on");
            assertThat(query(booking, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(booking, "SHOW full_page_writes")).isEqualTo("on");
            execute(booking, "CREATE EXTENSION btree_gist");
        }
    }

    private void startAgain() {
        postgres.initialise();
        process.start();
        process.awaitReady();
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(
                Postgres.jdbcUrl(port, database), role, secrets.databases().get(role));
    }

    private static void executeQuietly(Connection connection, String sql) {
        try {
            execute(connection, sql);
        } catch (SQLException e) {
            // The server is killed under it.
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
