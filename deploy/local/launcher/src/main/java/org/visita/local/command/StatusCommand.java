package org.visita.local.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.ServerStatus;
import org.visita.local.stack.ServerStatus.State;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;

/** {@code visita status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows each server: whether it serves, its process, port, memory and age.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Every server is ready.", "1:At least one is not."})
public final class StatusCommand implements Callable<Integer> {

    private static final int MIB = 1 << 20;

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;

    public StatusCommand(Terminal terminal, Supplier<StackSettings> settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        List<ServerStatus> servers = LocalStack.of(settings.get()).status();
        terminal.line("  @|bold %-14s %-10s %8s %6s %10s %9s|@", "server", "state", "pid", "port", "memory", "up");
        servers.forEach(this::row);
        long memory = servers.stream().mapToLong(ServerStatus::residentBytes).sum() / MIB;
        terminal.line("  %-14s %-10s %8s %6s %6d MiB", "all", "", "", "", memory);
        return servers.stream().allMatch(server -> server.state() == State.READY) ? 0 : 1;
    }

    private void row(ServerStatus server) {
        String colour = server.state() == State.READY ? "green" : "red";
        String state = server.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        terminal.line(
                "  %-14s @|" + colour + " %-10s|@ %8s %6d %6d MiB %9s",
                server.name(),
                state,
                server.pid().isPresent() ? Long.toString(server.pid().getAsLong()) : "-",
                server.port(),
                server.residentBytes() / MIB,
                age(server.age()));
    }

    private static String age(Duration age) {
        if (age.isZero()) return "-";
        return String.format("%d:%02d:%02d", age.toHours(), age.toMinutesPart(), age.toSecondsPart());
    }
}
