package org.visita.local.bench.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.visita.contracts.EventType;
import org.visita.contracts.booking.BookingEvent;
import org.visita.local.bench.EventSender;
import org.visita.local.stack.StackProblem;

/**
 * Commits bookings where booking-service does: each event is a row of its outbox, in a transaction of its own that rings
 * for its relay. What comes before in a booking is measured by {@code bench booking}.
 */
final class Commits implements AutoCloseable {

    private static final int CONNECTIONS = 8;

    private static final String COMMIT = """
            with kept as (
              insert into outbox (id, aggregatetype, aggregateid, type, payload, created_at)
              values (?, ?, ?, ?, ?, ?) returning 1)
            select pg_notify('visita_outbox', '') from kept""";

    private final List<Connection> connections;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    /** @param database opens a connection to booking-service's database */
    Commits(Supplier<Connection> database) {
        connections = Stream.generate(database).limit(CONNECTIONS).toList();
    }

    /**
     * Each event when it is due, on the next connection.
     *
     * @param due nanoseconds since the beginning, in order, one for each event
     * @return when the commit of each booking began ({@link System#nanoTime()}), by its id
     */
    Map<String, Long> at(long[] due, List<BookingEvent> events) throws InterruptedException {
        Map<String, Long> begun = new ConcurrentHashMap<>(2 * due.length);
        long beginning = System.nanoTime();
        List<Future<?>> ends = IntStream.range(0, CONNECTIONS)
                .<Future<?>>mapToObj(one -> threads.submit(() -> {
                    for (int i = one; i < due.length; i += CONNECTIONS) {
                        pauseUntil(beginning + due[i]);
                        begun.put(events.get(i).booking().id(), System.nanoTime());
                        commit(connections.get(one), events.get(i));
                    }
                    return null;
                }))
                .toList();
        for (Future<?> end : ends) await(end);
        return begun;
    }

    private static void pauseUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos - System.nanoTime()));
    }

    private static void await(Future<?> end) throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new StackProblem("A booking could not be committed: " + e.getCause(), "Try again.", e);
        }
    }

    private static void commit(Connection connection, BookingEvent event) throws SQLException, JsonProcessingException {
        try (PreparedStatement commit = connection.prepareStatement(COMMIT)) {
            commit.setObject(1, UUID.fromString(event.eventId()));
            commit.setString(2, EventType.BOOKING_CREATED.topic());
            commit.setString(3, event.booking().id());
            commit.setString(4, event.type());
            commit.setBytes(5, EventSender.JSON.writeValueAsBytes(event));
            commit.setTimestamp(6, Timestamp.from(event.occurredAt()));
            commit.execute();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (Connection each : connections) {
            try {
                each.close();
            } catch (SQLException e) {
                throw new StackProblem("The database did not let go: " + e.getMessage(), "Try again.", e);
            }
        }
    }
}
