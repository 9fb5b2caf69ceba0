package org.visita.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.check.Consistency;
import org.visita.local.check.Finding;
import org.visita.local.check.Findings;
import org.visita.local.check.Tally;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code visita check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Compares every booking with what it holds, with every event that was ever sent, and with the EHR. Reads"
                    + " databases, topic and EHR behind the services' back, and changes nothing. All servers have to run.",
            "",
            "overlap: two bookings or sessions hold the same person, room or device at once, by their own times or by"
                    + " what is held for them.",
            "lost: a booking without its Appointment, without one of its events, without its session or without a row that"
                    + " holds what it takes.",
            "doubled: a booking with several Appointments, or one version with several events.",
            "stale: an Appointment, an event or a held time that is not as its booking is now.",
            "seats: a group's session counts other seats than its bookings take.",
            "orphan: something is held for what does not take it, or no longer.",
            "unknown: an Appointment or an event of a booking that does not exist; an Appointment of a hold.",
            "outbox: an event that still waits to be sent, or was set aside because no broker takes it.",
            "",
            "Holds need no Appointment. Bookings that were cancelled or had ended before the EHR knew of them need none"
                    + " either."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Clean.", "1:There are findings.", "2:Cannot tell: a server does not answer."})
public final class CheckCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LISTED = 20;

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description =
                    "How long findings may take to go away by themselves, as deliveries under way do; 0 looks once"
                            + " (default: ${DEFAULT-VALUE}).")
    private int settle;

    @Option(
            names = "--json",
            description = "One JSON object a line for each finding: kind, id, detail. All else goes to standard error.")
    private boolean json;

    public CheckCommand(Terminal terminal, Supplier<StackSettings> settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Findings findings;
        try {
            LocalStack stack = Running.requireServers(LocalStack.of(settings.get()));
            Tally tally = new Tally(terminal.err()::println, System::nanoTime);
            findings = new Consistency(stack, tally).settle(Duration.ofSeconds(settle));
        } catch (RuntimeException e) {
            terminal.error(e);
            return 2;
        }
        if (json) {
            findings.list().forEach(finding -> terminal.out().println(line(finding)));
            terminal.err().println(summary(findings));
        } else {
            print(findings);
        }
        return findings.isClean() ? 0 : 1;
    }

    private void print(Findings findings) {
        terminal.line("%s", summary(findings));
        findings.list().stream()
                .limit(LISTED)
                .forEach(finding ->
                        terminal.line("  @|red %-8s|@ %s %s", finding.kind().code(), finding.id(), finding.detail()));
        if (findings.list().size() > LISTED)
            terminal.line("  ... and %d more; --json lists all", findings.list().size() - LISTED);
        terminal.line(
                findings.isClean() ? "  @|green clean|@" : "  @|red %d findings|@",
                findings.list().size());
    }

    private static String summary(Findings findings) {
        return "  %d bookings, %d versions on the topic, %d Appointments"
                .formatted(findings.bookings(), findings.events(), findings.appointments());
    }

    private static ObjectNode line(Finding finding) {
        return JSON.createObjectNode()
                .put("kind", finding.kind().code())
                .put("id", finding.id())
                .put("detail", finding.detail());
    }
}
