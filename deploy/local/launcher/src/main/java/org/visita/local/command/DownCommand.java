package org.visita.local.command;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.stack.HomeLock;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;

/** {@code visita down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description =
                "Stops every server that ./visita started here, a Keycloak too. Data stay for the next ./visita up.")
public final class DownCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;

    public DownCommand(Terminal terminal, Supplier<StackSettings> settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    @Override
    public Integer call() {
        LocalStack stack = LocalStack.of(settings.get());
        try (HomeLock _ = HomeLock.take(stack.home())) {
            if (stack.down().size() == stack.names().size()) terminal.line("Nothing runs.");
            stack.stop(terminal.progress());
        }
        return 0;
    }
}
