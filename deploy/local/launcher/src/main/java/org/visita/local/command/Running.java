package org.visita.local.command;

import java.util.List;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.RunFile;
import org.visita.local.stack.StackProblem;

/** What a command that uses the servers asks for first. */
final class Running {

    private Running() {}

    /** All servers run and the sample clinic is loaded. */
    static LocalStack require(LocalStack stack) {
        requireServers(stack);
        if (RunFile.read(stack.home()).isEmpty()) {
            throw new StackProblem("The sample clinic is not loaded.", "Run: ./visita up");
        }
        return stack;
    }

    /** All servers run, whatever they hold. */
    static LocalStack requireServers(LocalStack stack) {
        List<String> down = stack.down();
        if (down.isEmpty()) return stack;
        throw new StackProblem("Not running: " + String.join(", ", down), "Run: ./visita up");
    }
}
