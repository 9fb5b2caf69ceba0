package org.visita.local;

import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.visita.local.command.AuditCommand;
import org.visita.local.command.AuditProofCommand;
import org.visita.local.command.AuditVerifyCommand;
import org.visita.local.command.BenchCommand;
import org.visita.local.command.CheckCommand;
import org.visita.local.command.DemoCommand;
import org.visita.local.command.DownCommand;
import org.visita.local.command.LogsCommand;
import org.visita.local.command.ResetCommand;
import org.visita.local.command.StatusCommand;
import org.visita.local.command.Terminal;
import org.visita.local.command.UpCommand;
import org.visita.local.stack.Checkout;
import org.visita.local.stack.StackSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** {@code ./visita}: all of Visita on this machine. */
@Command(
        name = "visita",
        description = {
            "Runs all of Visita on this machine, with a sample clinic and its EHR.",
            "up --keycloak adds a Keycloak at which sample staff sign in."
        },
        mixinStandardHelpOptions = true,
        version = "visita 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  VISITA_HOME    folder of data, logs and keys (default: .visita in the checkout)",
            "  VISITA_PORTS   file of ports (default: deploy/local/ports.properties)",
            "  VISITA_CACHE   folder of what is fetched or unpacked once (default: ~/.cache/visita)",
            "  NO_COLOR       no colours, also on a terminal"
        },
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            AuditCommand.class,
            BenchCommand.class,
            ResetCommand.class
        })
public final class Visita {

    public static void main(String... args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    static int run(Terminal terminal, String... args) {
        return new CommandLine(new Visita(), commands(terminal))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    terminal.error(exception);
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(args.length == 0 ? new String[] {"--help"} : args);
    }

    /** Gives the commands what they work with; settings are read only by a command that runs. */
    private static IFactory commands(Terminal terminal) {
        Clock clock = Clock.systemUTC();
        Supplier<StackSettings> settings = () -> StackSettings.of(Checkout.find(), System.getenv());
        Map<Class<?>, Object> commands = Map.ofEntries(
                Map.entry(UpCommand.class, new UpCommand(terminal, settings, clock)),
                Map.entry(DownCommand.class, new DownCommand(terminal, settings)),
                Map.entry(StatusCommand.class, new StatusCommand(terminal, settings)),
                Map.entry(LogsCommand.class, new LogsCommand(terminal, settings)),
                Map.entry(DemoCommand.class, new DemoCommand(terminal, settings, clock)),
                Map.entry(CheckCommand.class, new CheckCommand(terminal, settings)),
                Map.entry(AuditVerifyCommand.class, new AuditVerifyCommand(terminal)),
                Map.entry(AuditProofCommand.class, new AuditProofCommand(terminal)),
                Map.entry(BenchCommand.class, new BenchCommand(terminal, settings, clock)),
                Map.entry(ResetCommand.class, new ResetCommand(terminal, settings)));
        IFactory others = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                Object command = commands.get(type);
                return command == null ? others.create(type) : type.cast(command);
            }
        };
    }
}
