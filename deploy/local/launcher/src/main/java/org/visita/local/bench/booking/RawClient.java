package org.visita.local.bench.booking;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.DoubleStream;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/**
 * The reference: writes the rows of a booking in one prepared statement, which is a transaction of its own, and decides
 * nothing. Into the service's own tables, so that it meets the same indexes, constraints and number of rows; only what it
 * leaves for the relay lies in a copy of the outbox, which no relay empties.
 */
final class RawClient implements AutoCloseable {

    private final BookedClinic clinic;
    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final byte[] event = new byte[RawRows.EVENT_BYTES];
    private final byte[] answer = new byte[RawRows.ANSWER_BYTES];

    /** One turn of one connection: how long each booking took, and the failure that ended it. */
    private record Turn(int done, double[] millis) {}

    @FunctionalInterface
    private interface Work {
        Turn on(PreparedStatement statement) throws SQLException;
    }

    RawClient(LocalStack stack, BookedClinic clinic, int count) {
        this.clinic = clinic;
        try {
            for (int i = 0; i < count; i++) connections.add(stack.database(Service.BOOKING));
            RawRows.makeOutbox(connections.getFirst());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    Load closed(Duration during) throws InterruptedException {
        long until = System.nanoTime() + during.toNanos();
        return together(statement -> {
            int done = 0;
            for (; System.nanoTime() < until; done++) book(statement);
            return new Turn(done, new double[0]);
        });
    }

    /** As {@link HttpLoad#open}: each is due at a moment that does not depend on those before. */
    Load open(long[] arrivals, int counted) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long beginning = System.nanoTime();
        return together(statement -> {
            int done = 0;
            List<Double> millis = new ArrayList<>();
            for (int i = next.getAndIncrement(); i < arrivals.length; i = next.getAndIncrement(), done++) {
                long due = beginning + arrivals[i];
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime())
                    LockSupport.parkNanos(left);
                book(statement);
                if (i >= counted) millis.add((System.nanoTime() - due) / 1e6);
            }
            return new Turn(
                    done, millis.stream().mapToDouble(Double::doubleValue).toArray());
        });
    }

    private Load together(Work work) throws InterruptedException {
        long beginning = System.nanoTime();
        List<Future<Turn>> turns = connections.stream()
                .map(connection -> threads.submit(() -> {
                    try (PreparedStatement statement = connection.prepareStatement(RawRows.INSERT)) {
                        return work.on(statement);
                    }
                }))
                .toList();
        int done = 0;
        DoubleStream millis = DoubleStream.empty();
        try {
            for (Future<Turn> each : turns) {
                Turn turn = each.get();
                done += turn.done();
                millis = DoubleStream.concat(millis, Arrays.stream(turn.millis()));
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException sql ? failed(sql) : new IllegalStateException(e);
        }
        Duration during = Duration.ofNanos(System.nanoTime() - beginning);
        return new Load(done, during, millis.sorted().toArray(), Optional.empty());
    }

    private void book(PreparedStatement statement) throws SQLException {
        Deck.Slot slot = clinic.deck().next();
        OffsetDateTime start = slot.start().atOffset(ZoneOffset.UTC);
        UUID id = ids.generate();
        RawRows.bind(statement, clinic, id, slot, start, event, answer);
        if (statement.executeUpdate() != 1) throw new IllegalStateException("nothing was written");
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            for (Connection connection : connections) connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static StackProblem failed(SQLException e) {
        return new StackProblem("The raw client failed: " + e.getMessage(), "Try again.", e);
    }
}
