package org.visita.local.command;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.visita.local.stack.Progress;
import org.visita.local.stack.StackProblem;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command speaks to a person or a script.
 *
 * @param out results
 * @param err what went wrong
 * @param interactive whether a person sits there: input and output are a terminal
 * @param ansi whether to colour
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, Ansi ansi) {

    public static Terminal ofProcess() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        boolean colours = interactive && System.getenv("NO_COLOR") == null;
        return new Terminal(System.out, System.err, interactive, colours ? Ansi.ON : Ansi.OFF);
    }

    /** A line; {@code @|bold text|@} and the like are coloured where colours are on. */
    void line(String format, Object... arguments) {
        out.println(ansi.string(String.format(Locale.ROOT, format, arguments)));
    }

    /** Prints each step of a start or stop as it is done. */
    Progress progress() {
        return (step, outcome, took) -> line("  @|green %-14s|@ %-12s %6.1f s", step, outcome, seconds(took));
    }

    /** What went wrong and what to do. */
    public void error(Exception exception) {
        // Not through a format: the text of an error may hold anything.
        err.println(ansi.string("@|bold,red error:|@ ") + message(exception));
        if (exception instanceof StackProblem problem) {
            err.println(ansi.string("@|bold next:|@  ") + problem.advice());
        }
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String message(Exception exception) {
        return exception.getMessage() == null ? exception.toString() : exception.getMessage();
    }
}
