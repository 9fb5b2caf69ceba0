package org.visita.local.bench.booking;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.visita.local.bench.Arrivals;
import org.visita.local.bench.BenchStack;
import org.visita.local.bench.Measure;
import org.visita.local.bench.booking.Turns.Turn;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;

/** Takes the figures, service and raw client in turn. */
final class BookingFigures {

    private static final int CONNECTIONS = 32;
    private static final int[] SIZES = {10_000, 100_000, 1_000_000};
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration WARM_UP_DIRECT = Duration.ofSeconds(20);
    private static final Duration RAW = Duration.ofSeconds(4);
    private static final Duration OURS = Duration.ofSeconds(8);
    private static final Duration LATENCY = Duration.ofSeconds(10);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final long SEED = 7;

    private static final double AIM_OF_RAW = 0.5;
    private static final double AIM_OF_RAW_AT_GATEWAY = 0.35;
    private static final double AIM_P99_MILLIS = 60;
    private static final double AIM_P50_MILLIS = 15;
    private static final double AIM_FLAT = 0.85;

    private final BenchStack bench;
    private final BookedClinic clinic;
    private final Consumer<String> notes;
    private final Turns turns;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> raws = new ArrayList<>();

    BookingFigures(BenchStack bench, BookedClinic clinic, Consumer<String> notes) {
        this.bench = bench;
        this.clinic = clinic;
        this.notes = notes;
        turns = new Turns(this::pid, notes);
    }

    void take(Consumer<Measure> found) throws InterruptedException {
        try (Connection database = bench.stack().database(Service.BOOKING)) {
            clinic.tell(bench.stack().kafka(), database);
            PastBookings past = new PastBookings(database, clinic);
            Announced announced = new Announced(database, bench.stack().kafka());
            fill(past, SIZES[0]);
            HttpLoad direct = load(Service.BOOKING);
            HttpLoad gateway = load(Service.GATEWAY);
            try (RawClient raw = new RawClient(bench.stack(), clinic, CONNECTIONS)) {
                notes.accept("Warming up, %d connections ...".formatted(CONNECTIONS));
                turns.service("gateway, not counted", () -> gateway.closed(WARM_UP));
                turns.service("service, not counted", () -> direct.closed(WARM_UP_DIRECT));
                for (int size : SIZES) {
                    if (size > SIZES[0]) fill(past, size);
                    sideBySide(found, raw, direct, announced, size);
                    if (size == SIZES[0]) halfLoad(found, raw, direct);
                }
                found.accept(Measure.higher("booking-flatness", "times", flatness(ours), flatness(raws), AIM_FLAT));
                throughGateway(found, gateway);
            }
            announced.awaitRelay();
            announced.requireAll(turns.acknowledged());
            notes.accept("All %d bookings that were acknowledged are kept, and told of once."
                    .formatted(turns.acknowledged()));
        } catch (SQLException e) {
            throw new StackProblem("The tables could not be filled: " + e.getMessage(), "Try again.", e);
        }
    }

    private void fill(PastBookings past, int size) throws SQLException {
        notes.accept("Filling the tables up to %,d bookings ...".formatted(size));
        past.fillUpTo(size);
    }

    /** The raw client before and after the service: the machine may be faster now than then. */
    private void sideBySide(Consumer<Measure> found, RawClient raw, HttpLoad direct, Announced announced, int size)
            throws InterruptedException {
        Turn before = turns.raw("raw", () -> raw.closed(RAW));
        Turn service = turns.service("service", () -> direct.closed(OURS));
        double behind = announced.awaitRelay().toNanos() / 1e9;
        Turn after = turns.raw("raw", () -> raw.closed(RAW));
        double reference = (before.load().perSecond() + after.load().perSecond()) / 2;
        double value = service.load().perSecond();
        ours.add(value);
        raws.add(reference);
        found.accept(Measure.higher("booking-throughput-" + size, "1/s", value, reference, AIM_OF_RAW * reference));
        if (size == SIZES[0]) {
            found.accept(Measure.lower("booking-events-behind", "s", behind, 0, 1));
            Costs.tell(found, service, after);
        }
    }

    private void halfLoad(Consumer<Measure> found, RawClient raw, HttpLoad direct) throws InterruptedException {
        int perSecond = (int) (ours.getFirst() / 2);
        notes.accept("Half of that, %d a second, whether answers come or not ...".formatted(perSecond));
        long[] arrivals = Arrivals.atRandom(perSecond, FIRST.plus(LATENCY), SEED);
        int counted = perSecond * (int) FIRST.toSeconds();
        Load service =
                turns.service("service", () -> direct.open(arrivals, counted)).load();
        Load reference = turns.raw("raw", () -> raw.open(arrivals, counted)).load();
        found.accept(Measure.millis(
                "booking-p50-half-load", service.percentile(50), reference.percentile(50), AIM_P50_MILLIS));
        found.accept(Measure.millis(
                "booking-p99-half-load", service.percentile(99), reference.percentile(99), AIM_P99_MILLIS));
    }

    private void throughGateway(Consumer<Measure> found, HttpLoad gateway) throws InterruptedException {
        double value =
                turns.service("gateway", () -> gateway.closed(OURS)).load().perSecond();
        double raw = raws.getLast();
        found.accept(Measure.higher("booking-gateway", "1/s", value, raw, AIM_OF_RAW_AT_GATEWAY * raw));
    }

    /** The least by the first: it may get no slower. */
    private static double flatness(List<Double> perSecond) {
        return perSecond.stream().mapToDouble(Double::doubleValue).min().orElseThrow() / perSecond.getFirst();
    }

    private HttpLoad load(Service service) {
        String apiKey = bench.stack().secrets().adminKey();
        return new HttpLoad(
                bench.address(service),
                CONNECTIONS,
                new BookingRequests(
                        clinic,
                        bench.address(service),
                        service == Service.GATEWAY ? () -> apiKey : bench.tokens()::current));
    }

    private long pid(String name) {
        return bench.stack().status().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow()
                .pid()
                .orElseThrow();
    }
}
