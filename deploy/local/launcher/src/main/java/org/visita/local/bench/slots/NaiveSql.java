package org.visita.local.bench.slots;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.visita.local.bench.Samples;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/**
 * The reference over HTTP's shoulder: the same searches on the same visits, each candidate start asked of PostgreSQL by
 * one {@code exists} on an index. In the database of booking-service, which does not run here.
 */
final class NaiveSql {

    /** Callers, each with a connection and the next search as soon as the last is answered. */
    private static final int CALLERS = 2;

    private static final String TABLE = """
            create table naive_visit (practitioner_id uuid not null, start_at timestamptz not null,
                end_at timestamptz not null)""";

    private static final String INDEX = "create index on naive_visit (practitioner_id, start_at, end_at)";

    /** The lower bound lets the index skip what is long past: no visit is longer than a day. */
    private static final String TAKEN = """
            select exists (select 1 from naive_visit where practitioner_id = ?
                and start_at < ? and start_at > ? and end_at > ?)""";

    private final LocalStack stack;

    NaiveSql(LocalStack stack) {
        this.stack = stack;
    }

    void load(Map<String, List<Visit>> visits) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into naive_visit select ?, unnest(?::timestamptz[]), unnest(?::timestamptz[])")) {
                for (Map.Entry<String, List<Visit>> each : visits.entrySet()) {
                    insert.setObject(1, UUID.fromString(each.getKey()));
                    insert.setArray(
                            2, times(connection, each.getValue().stream().map(Visit::start)));
                    insert.setArray(
                            3, times(connection, each.getValue().stream().map(Visit::end)));
                    insert.executeUpdate();
                }
            }
            statement.execute(INDEX);
            statement.execute("analyze naive_visit");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** @throws IllegalStateException if it does not find what the other naive search finds */
    void requireSame(List<Search> searches, Map<String, List<Visit>> visits) {
        try (Connection connection = connect();
                PreparedStatement taken = connection.prepareStatement(TAKEN)) {
            for (Search search : searches) {
                if (!search(taken, search).equals(search.expected(visits))) {
                    throw new IllegalStateException("the naive search in SQL lists other slots: " + search.query());
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** How long each of the searches took. */
    Samples run(List<Search> searches) throws InterruptedException {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<List<Duration>>> turns = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                turns.add(callers.submit(() -> everySecond(searches, first)));
            }
            Samples took = new Samples();
            for (Future<List<Duration>> turn : turns) turn.get().forEach(took::add);
            return took;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException sql ? failed(sql) : new IllegalStateException(e);
        }
    }

    private List<Duration> everySecond(List<Search> searches, int first) throws SQLException {
        List<Duration> took = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement taken = connection.prepareStatement(TAKEN)) {
            for (int i = first; i < searches.size(); i += CALLERS) {
                long start = System.nanoTime();
                search(taken, searches.get(i));
                took.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return took;
    }

    /** In order of time, up to the limit. */
    private static List<FreeSlot> search(PreparedStatement taken, Search search) throws SQLException {
        List<FreeSlot> slots = new ArrayList<>();
        LocalDate end = search.first().plusDays(search.days());
        for (LocalDate date = search.first(); date.isBefore(end); date = date.plusDays(1)) {
            for (ZonedDateTime start : NaiveSearch.starts(date, search.length(), Occupancy.GRID)) {
                for (String practitioner : search.practitioners()) {
                    if (slots.size() == search.limit()) return slots;
                    if (!isTaken(taken, practitioner, start.toOffsetDateTime(), search.length())) {
                        slots.add(new FreeSlot(start.toInstant(), practitioner));
                    }
                }
            }
        }
        return slots;
    }

    private static boolean isTaken(PreparedStatement taken, String practitioner, OffsetDateTime start, Duration length)
            throws SQLException {
        taken.setObject(1, UUID.fromString(practitioner));
        taken.setObject(2, start.plus(length));
        taken.setObject(3, start.minusDays(1));
        taken.setObject(4, start);
        try (ResultSet row = taken.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private Connection connect() throws SQLException {
        return stack.database(Service.BOOKING);
    }

    private static Array times(Connection connection, Stream<Instant> instants) throws SQLException {
        return connection.createArrayOf("text", instants.map(Object::toString).toArray());
    }

    private static StackProblem failed(SQLException e) {
        return new StackProblem("The naive search failed: " + e.getMessage(), "Try again.", e);
    }
}
