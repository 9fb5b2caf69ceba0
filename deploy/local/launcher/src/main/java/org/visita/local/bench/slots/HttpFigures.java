package org.visita.local.bench.slots;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.visita.local.bench.Arrivals;
import org.visita.local.bench.BenchStack;
import org.visita.local.bench.Measure;
import org.visita.local.bench.Samples;
import org.visita.local.clinic.Gateway;
import org.visita.local.stack.Service;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;

/** Times availability-service under an even load from callers who do not wait for each other. */
final class HttpFigures {

    private static final String SCOPES = "slots:read catalog:read catalog:write";
    private static final int PER_SECOND = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final int REFERENCE_SEARCHES = 200;
    private static final long SEED = 25;

    /** What a person who types does not feel, with room for gateway and network. */
    private static final double AIM_P50_MILLIS = 10;

    private static final double AIM_P99_MILLIS = 25;

    private final StackSettings settings;
    private final Clock clock;
    private final Consumer<String> notes;

    HttpFigures(StackSettings settings, Clock clock, Consumer<String> notes) {
        this.settings = settings;
        this.clock = clock;
        this.notes = notes;
    }

    void take(Consumer<Measure> found) throws InterruptedException {
        notes.accept("Starting PostgreSQL, Kafka and availability-service, apart from any other stack ...");
        BenchStack.Servers servers = new BenchStack.Servers(List.of(Service.AVAILABILITY), SCOPES, Map.of());
        BenchStack.during(settings, servers, clock, notes, bench -> {
            URI address = bench.address(Service.AVAILABILITY);
            Gateway api = new Gateway(address, bench.tokens()::current);
            SlotService service = new SlotService(address, bench.tokens(), api, notes);
            LoadedClinic clinic = load(bench, api, service);
            OpenLoad.Outcome ours = measure(service, clinic);
            Samples reference = reference(bench, clinic);
            found.accept(Measure.millis(
                    "slots-http-p50", ours.took().percentile(50), reference.percentile(50), AIM_P50_MILLIS));
            found.accept(Measure.millis(
                    "slots-http-p99", ours.took().percentile(99), reference.percentile(99), AIM_P99_MILLIS));
            notes.accept("Stopping ...");
        });
    }

    private LoadedClinic load(BenchStack bench, Gateway api, SlotService service) {
        notes.accept("Loading %d practitioners through the API ...".formatted(LoadedClinic.PRACTITIONERS));
        // Tomorrow: nothing of what is searched is past, whatever the hour.
        LoadedClinic clinic = LoadedClinic.load(
                api, LocalDate.now(clock.withZone(ClinicHours.ZONE)).plusDays(1));
        notes.accept("Telling of %d bookings ...".formatted(LoadedClinic.BOOKINGS));
        Instant start = clock.instant();
        try (BookingStream bookings = new BookingStream(bench.stack().kafka(), bench.clinic(), start)) {
            bookings.send(clinic);
        }
        notes.accept("Waiting until the service lists exactly what is free of everybody ...");
        service.awaitAll(clinic);
        Duration took = Duration.between(start, clock.instant());
        notes.accept("  it does, %.0f s after the first of them".formatted(took.toMillis() / 1000.0));
        return clinic;
    }

    private OpenLoad.Outcome measure(SlotService service, LoadedClinic clinic) throws InterruptedException {
        notes.accept("Sending %d searches a second: %d s to warm up, %d s that count ..."
                .formatted(PER_SECOND, WARM_UP.toSeconds(), MEASURED.toSeconds()));
        long[] arrivals = Arrivals.atRandom(PER_SECOND, WARM_UP.plus(MEASURED), SEED);
        List<Search> searches = new SearchMix(clinic, SEED).searches(arrivals.length);
        int counted = 0;
        while (arrivals[counted] < WARM_UP.toNanos()) counted++;
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            OpenLoad.Outcome outcome = new OpenLoad(client, SlotService::objection)
                    .run(arrivals, i -> service.request(searches.get(i)), counted);
            if (outcome.errors() > 0) {
                throw new StackProblem(
                        outcome.errors() + " of " + arrivals.length + " searches failed, one with: "
                                + outcome.firstError().orElseThrow(),
                        "There must be none; look at the search.");
            }
            return outcome;
        }
    }

    private Samples reference(BenchStack bench, LoadedClinic clinic) throws InterruptedException {
        notes.accept("Timing %d of them by one SQL query a candidate ...".formatted(REFERENCE_SEARCHES));
        NaiveSql sql = new NaiveSql(bench.stack());
        sql.load(clinic.visits());
        List<Search> searches = new SearchMix(clinic, SEED).searches(REFERENCE_SEARCHES);
        sql.requireSame(searches.subList(0, 10), clinic.visits());
        return sql.run(searches);
    }
}
