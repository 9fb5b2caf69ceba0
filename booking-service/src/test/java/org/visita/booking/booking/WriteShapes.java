package org.visita.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.visita.booking.BookingTest;
import org.visita.booking.booking.domain.Booking;
import org.visita.booking.booking.domain.BookingHead;
import org.visita.booking.booking.domain.BookingId;
import org.visita.booking.booking.domain.Visit;
import org.visita.contracts.Actor;
import org.visita.kit.idempotency.FirstAnswer;
import org.visita.kit.identity.Reach;
import org.visita.kit.ids.Ids;
import org.visita.rules.Modality;

/**
 * Not one of the tests, for its name keeps it out: {@code -Dtest=WriteShapes} measures ways of writing a booking side by
 * side, for ADR 16. All of them write the same rows into the same tables.
 */
@BookingTest
class WriteShapes {

    private static final Duration EACH = Duration.ofSeconds(4);
    private static final int[] WORKERS = {1, 16};
    private static final int ROUNDS = 3;

    private static final Act ACT =
            new Act("clinic-shapes", new Actor(Actor.Kind.KEY, "shapes"), Reach.EVERYTHING, "api");
    private static final UUID PATIENT = Ids.next();
    private static final Instant FIRST = Instant.parse("2027-01-01T00:00:00Z");

    @Inject
    ShapesOfWriting shapes;

    @Inject
    AgroalDataSource database;

    private final AtomicInteger next = new AtomicInteger();

    @Test
    void side_by_side() throws Exception {
        prepare();
        Map<String, BiFunction<Booking, FirstAnswer, Uni<?>>> ways = new LinkedHashMap<>();
        ways.put("entity by entity", (booking, answer) -> shapes.entityByEntity(ACT, booking, answer));
        ways.put("ordinary way", (booking, answer) -> shapes.ordinary(ACT, booking, answer));
        ways.put("one statement", (booking, answer) -> shapes.oneStatement(ACT, booking, answer));
        ways.put("a function", (booking, answer) -> shapes.function(ACT, booking, answer));
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (int workers : WORKERS) {
                for (Map.Entry<String, BiFunction<Booking, FirstAnswer, Uni<?>>> way : ways.entrySet()) {
                    double reached = measure(way.getValue(), workers);
                    // The first round warms up.
                    if (round > 0) {
                        perSecond
                                .computeIfAbsent(way.getKey() + ", " + workers + " at once", key -> new ArrayList<>())
                                .add(reached);
                    }
                }
            }
        }
        perSecond.forEach((way, reached) -> System.out.printf(
                "SHAPE %-32s %s /s%n", way, reached.stream().map(Math::round).toList()));
        assertThat(perSecond).allSatisfy((way, reached) -> assertThat(reached).hasSize(ROUNDS));
    }

    private double measure(BiFunction<Booking, FirstAnswer, Uni<?>> way, int workers) throws Exception {
        long beginning = System.nanoTime();
        long until = beginning + EACH.toNanos();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            work.add(() -> {
                int done = 0;
                for (; System.nanoTime() < until; done++) write(way);
                return done;
            });
        }
        int done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (Future<Integer> each : threads.invokeAll(work)) done += each.get();
        }
        return done / ((System.nanoTime() - beginning) / 1e9);
    }

    private void write(BiFunction<Booking, FirstAnswer, Uni<?>> way) {
        Booking booking = booking(next.getAndIncrement());
        FirstAnswer answer = new FirstAnswer(
                ACT.clinic(),
                ACT.actor().toString(),
                UUID.randomUUID().toString(),
                new byte[32],
                201,
                "{}",
                new byte[600],
                Instant.now());
        try {
            VertxContextSupport.subscribeAndAwait(() -> way.apply(booking, answer));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Booking booking(int turn) {
        Instant start = FIRST.plus(Duration.ofMinutes(5L * turn));
        Visit visit = new Visit(
                PATIENT,
                null,
                Ids.next(),
                Ids.next(),
                Ids.next(),
                Modality.IN_PERSON,
                null,
                List.of(),
                null,
                start,
                start.plusSeconds(300),
                start,
                start.plusSeconds(300),
                ZoneId.of("Europe/Berlin"));
        return new Booking.Booked(
                BookingHead.first(new BookingId(Ids.next()), ACT.clinic(), ACT.source(), Instant.now()), visit);
    }

    private void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into known_patient values ('" + ACT.clinic() + "', '" + PATIENT + "')");
            statement.execute(ShapesOfWriting.FUNCTION);
        }
    }
}
