package org.visita.local.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code visita logs}. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Prints the end of a server's log.")
public final class LogsCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;

    @Parameters(paramLabel = "SERVICE", description = "gateway, booking, ehr-sync, ehr, postgres, ...; see status.")
    private String server;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what is added, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "LINES",
            defaultValue = "100",
            description = "How many lines to begin with (default: ${DEFAULT-VALUE}).")
    private int lines;

    public LogsCommand(Terminal terminal, Supplier<StackSettings> settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path log = LocalStack.of(settings.get()).log(server);
        if (!Files.exists(log)) throw new StackProblem(server + " has not run here yet.", "Run: ./visita up");
        long end = Files.size(log);
        List<String> all = Files.readString(log).lines().toList();
        all.stream().skip(Math.max(0, all.size() - Math.max(0, lines))).forEach(terminal.out()::println);
        if (follow) follow(log, end);
        return 0;
    }

    private void follow(Path log, long from) throws IOException, InterruptedException {
        long position = from;
        while (!terminal.out().checkError()) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
                // A log that was set aside when it grew too long begins anew.
                if (file.length() < position) position = 0;
                byte[] added = new byte[(int) Math.min(file.length() - position, 1 << 20)];
                file.seek(position);
                file.readFully(added);
                terminal.out().write(added);
                position += added.length;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }
}
