package org.visita.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.visita.local.bench.Benchmark;
import org.visita.local.bench.Measure;
import org.visita.local.bench.TravelBenchmark;
import org.visita.local.bench.audit.AuditBenchmark;
import org.visita.local.bench.booking.BookingBenchmark;
import org.visita.local.bench.gateway.GatewayBenchmark;
import org.visita.local.bench.slots.SlotsBenchmark;
import org.visita.local.bench.sync.SyncBenchmark;
import org.visita.local.clinic.SampleClinic;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code visita bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures side by side with a reference in the same run. What goes on is told on standard error.",
            "",
            "audit: how many entries a second come from Kafka into the chains of the audit trail, how many a second are"
                    + " verified, and how long the newest page of a key takes; references: a plain COPY of the same rows,"
                    + " SHA-256 alone over the same bytes, and plain SQL. Starts servers of its own in a temporary folder"
                    + " and needs none that run. About five minutes; see docs/performance.md.",
            "",
            "booking: how many bookings a second booking-service takes over 32 connections, and how long one takes;"
                    + " reference: a raw client that writes the same rows into the same PostgreSQL, one statement each."
                    + " Starts servers of its own in a temporary folder and needs none that run. About five minutes; see"
                    + " docs/performance.md.",
            "",
            "gateway: requests with a key a second over 64 connections to a service that answers at once, with one worker,"
                    + " the processor time of each, what the gateway adds for a single caller, and the memory of 100,000"
                    + " keys; references: nginx (where it is installed) and Spring Cloud Gateway with the same duties, and"
                    + " no gateway. Starts servers of its own in a temporary folder and needs none that run. About five"
                    + " minutes; see docs/performance.md.",
            "",
            "slots: how fast free slots are found, by the engine alone and over HTTP at 200 searches a second in a clinic"
                    + " with 200 practitioners and 100,000 bookings; reference: a search that looks at each candidate by"
                    + " itself. Starts servers of its own in a temporary folder and needs none that run. About five"
                    + " minutes; see docs/performance.md.",
            "",
            "sync: how long a booking takes to the EHR at 200 a second, how many a second ehr-sync-service delivers, 32 at"
                    + " a time, to an EHR that answers at once, and how 100,000 that wait go when the EHR lets them;"
                    + " reference: a bare loop that takes the same records from Kafka and puts the same Appointments."
                    + " Starts servers of its own in a temporary folder and needs none that run. About eight minutes;"
                    + " see docs/performance.md.",
            "",
            "travel, on the running stack: from the gateway's 201 to the Appointment being readable in the EHR; reference: a client that"
                    + " writes the same Appointment straight to the EHR and reads it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Measured.", "1:Could not be measured.", "2:There is no benchmark of that name."})
public final class BenchCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;
    private final Clock clock;

    @Parameters(paramLabel = "NAME", description = "audit, booking, gateway, slots, sync or travel")
    private String name;

    @Option(names = "--json", description = "One JSON object a line: name, value, unit, reference, ratio, aim, better.")
    private boolean json;

    @Option(
            names = {"-n", "--samples"},
            paramLabel = "SAMPLES",
            defaultValue = "50",
            description =
                    "travel: how many bookings to measure (default: ${DEFAULT-VALUE}). slots runs for a fixed time and"
                            + " does not use it.")
    private int samples;

    @Option(
            names = "--entries",
            paramLabel = "ENTRIES",
            defaultValue = "500000",
            description = "audit: how many entries a round has, of which there are two (default: ${DEFAULT-VALUE}).")
    private int entries;

    public BenchCommand(Terminal terminal, Supplier<StackSettings> settings, Clock clock) {
        this.terminal = terminal;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Map<String, Benchmark> known = new TreeMap<>(Map.of(
                "audit",
                this::audit,
                "booking",
                this::booking,
                "gateway",
                this::gateway,
                "slots",
                this::slots,
                "sync",
                this::sync,
                "travel",
                this::travel));
        Benchmark benchmark = known.get(name);
        if (benchmark == null) {
            terminal.err()
                    .println("There is no benchmark '" + name + "'. There are: " + String.join(", ", known.keySet()));
            return 2;
        }
        benchmark.run(samples, this::print);
        return 0;
    }

    private void audit(int samples, Consumer<Measure> found) {
        new AuditBenchmark(settings.get(), clock, entries, terminal.err()::println).run(samples, found);
    }

    private void booking(int samples, Consumer<Measure> found) {
        new BookingBenchmark(settings.get(), clock, terminal.err()::println).run(samples, found);
    }

    private void gateway(int samples, Consumer<Measure> found) {
        new GatewayBenchmark(settings.get(), clock, terminal.err()::println).run(samples, found);
    }

    private void slots(int samples, Consumer<Measure> found) {
        new SlotsBenchmark(settings.get(), clock, terminal.err()::println).run(samples, found);
    }

    private void sync(int samples, Consumer<Measure> found) {
        new SyncBenchmark(settings.get(), clock, terminal.err()::println).run(samples, found);
    }

    private void travel(int samples, Consumer<Measure> found) {
        LocalStack stack = Running.require(LocalStack.of(settings.get()));
        new TravelBenchmark(stack, new SampleClinic(stack), clock).run(samples, found);
    }

    private void print(Measure measure) {
        if (json) {
            try {
                terminal.out().println(JSON.writeValueAsString(measure));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            return;
        }
        terminal.line(
                "  %-30s %10.3f %s   reference %10.3f   ratio %7.3f   aim %.1f (%s is better)",
                measure.name(),
                measure.value(),
                measure.unit(),
                measure.reference(),
                measure.ratio(),
                measure.aim(),
                measure.better());
    }
}
