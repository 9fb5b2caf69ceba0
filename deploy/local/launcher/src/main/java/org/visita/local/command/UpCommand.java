package org.visita.local.command;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.clinic.SampleClinic;
import org.visita.local.stack.HomeLock;
import org.visita.local.stack.Keycloak;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.RunFile;
import org.visita.local.stack.ServerStatus;
import org.visita.local.stack.StackProblem;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code visita up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts everything, loads the sample clinic, books a visit and shows it arriving in the EHR.",
            "",
            "What already runs is kept; what died, or was built anew, is started. On a terminal it stays until Ctrl-C,"
                    + " which stops everything. Otherwise it returns when all is ready and leaves the servers running."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:All is ready and the demo booking was read back from the EHR.", "1:Something was not."})
public final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--keycloak",
            description = "Starts a real Keycloak as well, at which sample staff sign in. Fetched once (176 MB).")
    private boolean keycloak;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;
    private final Clock clock;

    public UpCommand(Terminal terminal, Supplier<StackSettings> settings, Clock clock) {
        this.terminal = terminal;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        LocalStack stack = LocalStack.of(settings.get().withKeycloak(keycloak));
        if (terminal.interactive()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnExit(stack)));
        }
        try {
            startAndShow(stack);
        } catch (StackProblem problem) {
            // After Ctrl-C a server that ends while it starts is no news.
            if (!stack.isStopping()) throw problem;
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (terminal.interactive()) stay(stack);
        return CommandLine.ExitCode.OK;
    }

    private void startAndShow(LocalStack stack) {
        long start = System.nanoTime();
        try (HomeLock _ = HomeLock.take(stack.home())) {
            stack.start(terminal.progress());
            long loading = System.nanoTime();
            SampleClinic clinic = new SampleClinic(stack);
            clinic.load();
            terminal.progress().done("sample clinic", "loaded", Duration.ofNanos(System.nanoTime() - loading));
            if (stack.hasKeycloak()) stack.keycloak().start(terminal.progress(), clinic.clinician());
            RunFile run = new Demo(terminal, stack, clinic, clock).book();
            summary(run, stack, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void summary(RunFile run, LocalStack stack, Duration took) {
        long memory =
                stack.status().stream().mapToLong(ServerStatus::residentBytes).sum();
        terminal.line("");
        terminal.line("  API       @|bold %s|@", run.gateway());
        terminal.line("  EHR       @|bold %s|@", run.ehr());
        terminal.line("  API key   %s", run.apiKey());
        if (stack.hasKeycloak()) staff(stack.keycloak());
        terminal.line("  Scripts   %s", stack.home().run());
        terminal.line(
                "  Up in %.0f s, %.1f GiB. Try: ./visita demo, status, logs SERVICE, check, bench travel, down",
                Terminal.seconds(took), memory / (double) (1 << 30));
    }

    private void staff(Keycloak keycloak) {
        terminal.line("  Staff     @|bold %s|@", keycloak.realm());
        terminal.line(
                "            administrator, front-desk, clinician, operator; the password is sample- and the name");
        terminal.line("  Token     %s", keycloak.signIn("front-desk"));
    }

    /** Until Ctrl-C, or until a down elsewhere ended everything; tells when a server dies meanwhile. */
    private void stay(LocalStack stack) throws InterruptedException {
        terminal.line("  Ctrl-C stops everything.");
        Set<String> told = new HashSet<>();
        for (List<String> down = List.of(); down.size() < stack.names().size(); down = stack.down()) {
            told.retainAll(down);
            for (String server : down) {
                // A stop, here or in another terminal, takes this file away first: what ends then was asked to.
                if (!Files.exists(stack.home().run()) || !told.add(server)) continue;
                terminal.line(
                        "@|red %s has ended.|@ ./visita up in another terminal starts it again; ./visita logs %s says why.",
                        server, server);
            }
            Thread.sleep(LOOK_EVERY);
        }
        terminal.line("Everything has been stopped.");
    }

    private void stopOnExit(LocalStack stack) {
        if (stack.down().size() == stack.names().size()) return;
        terminal.line("");
        terminal.line("Stopping ...");
        stack.stop(terminal.progress());
    }
}
