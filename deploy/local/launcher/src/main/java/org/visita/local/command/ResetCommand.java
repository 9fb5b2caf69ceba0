package org.visita.local.command;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.stack.HomeLock;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code visita reset}. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Stops every server and deletes all data, keys and logs of this stack.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "2:Not done, because nobody said yes."})
public final class ResetCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    public ResetCommand(Terminal terminal, Supplier<StackSettings> settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        StackSettings chosen = settings.get();
        if (!yes && !confirmed(chosen)) {
            terminal.line("Nothing was deleted. To delete without being asked: ./visita reset --yes");
            return 2;
        }
        LocalStack stack = LocalStack.of(chosen);
        try (HomeLock _ = HomeLock.take(stack.home())) {
            stack.stop(terminal.progress());
            stack.home().delete();
        }
        terminal.line(
                "Deleted the data in %s. The next ./visita up begins from nothing.",
                chosen.home().folder());
        return 0;
    }

    private boolean confirmed(StackSettings chosen) {
        if (!terminal.interactive()) return false;
        String answer = System.console()
                .readLine(
                        "Delete all bookings, patients, keys and logs in %s? [y/N] ",
                        chosen.home().folder());
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
