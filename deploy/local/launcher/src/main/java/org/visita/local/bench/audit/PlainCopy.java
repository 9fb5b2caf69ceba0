package org.visita.local.bench.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * The reference: the rows that the service has stored, given to PostgreSQL once more, in the same order and in the same
 * portions, a transaction each, by one {@code COPY} each. They go into a table like the service's own, in the same
 * database: the same partitions, indexes and constraints. Nothing is decided, hashed, encrypted or looked up.
 */
final class PlainCopy {

    private static final String TABLE = "audit_entry";
    private static final String LIKE = "bench_entry";
    private static final int BUFFER = 1 << 20;

    private final Connection database;
    private final CopyManager copy;
    private final Path rows;

    /** Bytes of each portion, as they stand in the file. */
    private final List<Integer> portions = new ArrayList<>();

    /** @param rows file to keep them in meanwhile */
    PlainCopy(Connection database, Path rows) throws SQLException {
        this.database = database;
        this.copy = database.unwrap(PGConnection.class).getCopyAPI();
        this.rows = rows;
    }

    /** Makes the table what the service's own is by now; it may have more months than before. */
    void follow() throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("create table if not exists " + LIKE + " (like " + TABLE
                    + " including all) partition by range (occurred_at)");
            for (Part part : parts(statement)) {
                statement.execute("create table if not exists " + part.name().replace(TABLE, LIKE) + " partition of "
                        + LIKE + " " + part.bound());
            }
        }
    }

    /** @param bound as PostgreSQL writes it: {@code FOR VALUES FROM ... TO ...}, or {@code DEFAULT} */
    private record Part(String name, String bound) {}

    private static List<Part> parts(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("""
                select c.relname, pg_get_expr(c.relpartbound, c.oid) from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'audit_entry'::regclass""")) {
            List<Part> parts = new ArrayList<>();
            while (found.next()) parts.add(new Part(found.getString(1), found.getString(2)));
            return parts;
        }
    }

    /** Takes what was stored since then out of the service's table. */
    void take(OffsetDateTime since, List<Integer> transactions) throws SQLException {
        portions.clear();
        CopyOut stored = copy.copyOut("copy (select * from " + TABLE + " where recorded_at >= '" + since
                + "' order by recorded_at, clinic, position) to stdout");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(rows), BUFFER)) {
            for (int count : transactions) {
                int bytes = 0;
                for (int i = 0; i < count; i++) {
                    byte[] row = stored.readFromCopy();
                    file.write(row);
                    bytes += row.length;
                }
                portions.add(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (stored.readFromCopy() != null) throw new IllegalStateException("more rows than were appended");
    }

    /** @return nanoseconds that it took */
    long run() throws SQLException {
        database.setAutoCommit(false);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(rows), BUFFER)) {
            long begun = System.nanoTime();
            for (int bytes : portions) {
                byte[] portion = file.readNBytes(bytes);
                CopyIn into = copy.copyIn("copy " + LIKE + " from stdin");
                into.writeToCopy(portion, 0, portion.length);
                into.endCopy();
                database.commit();
            }
            return System.nanoTime() - begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            database.setAutoCommit(true);
        }
    }
}
