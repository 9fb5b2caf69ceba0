package org.visita.local.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.check.Consistency;
import org.visita.local.check.Findings;
import org.visita.local.stack.Await;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code visita check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Compares every booking with the EHR, looks for overlaps and counts the seats of groups.",
            "",
            "overlap: two bookings or sessions hold the same person, room or device at once."
                    + " seats: a group's session counts others than it has. lost: a live booking without Appointment."
                    + " doubled: a booking with several. stale: an Appointment that is behind its booking."
                    + " unknown: an Appointment of a booking that does not exist."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Clean.", "1:There are findings.", "2:Cannot tell: a server does not answer."})
public final class CheckCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LISTED = 20;

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "How long findings may take to go away by themselves, as deliveries under way do"
                    + " (default: ${DEFAULT-VALUE}).")
    private int settle;

    public CheckCommand(Terminal terminal, Supplier<StackSettings> settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        Findings findings;
        try {
            LocalStack stack = Running.require(LocalStack.of(settings.get()));
            findings = settled(new Consistency(stack));
        } catch (RuntimeException e) {
            terminal.error(e);
            return 2;
        }
        terminal.line(
                "  %d bookings, %d Appointments, %d events waiting in the outbox",
                findings.bookings(), findings.appointments(), findings.outbox());
        findings.list().stream()
                .limit(LISTED)
                .forEach(finding -> terminal.line("  @|red %-8s|@ %s", finding.kind(), finding.detail()));
        if (findings.list().size() > LISTED)
            terminal.line("  ... and %d more", findings.list().size() - LISTED);
        terminal.line(
                findings.isClean() ? "  @|green clean|@" : "  @|red %d findings|@",
                findings.list().size());
        return findings.isClean() ? 0 : 1;
    }

    private Findings settled(Consistency consistency) {
        Findings[] last = new Findings[1];
        return Await.present(Duration.ofSeconds(settle), PAUSE, () -> {
                    last[0] = consistency.look();
                    return Optional.of(last[0]).filter(Findings::isClean);
                })
                .orElseGet(() -> last[0]);
    }
}
