package org.visita.local.command;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.visita.local.clinic.SampleClinic;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine.Command;

/** {@code visita demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Books another visit through the gateway and shows it beside its Appointment in the EHR.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:The visit was read back from the EHR.", "1:It was not."})
public final class DemoCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Supplier<StackSettings> settings;
    private final Clock clock;

    public DemoCommand(Terminal terminal, Supplier<StackSettings> settings, Clock clock) {
        this.terminal = terminal;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        LocalStack stack = Running.require(LocalStack.of(settings.get()));
        new Demo(terminal, stack, new SampleClinic(stack), clock).book();
        return 0;
    }
}
