package org.visita.local.command;

import java.util.List;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.RunFile;
import org.visita.local.stack.StackProblem;

/** What a command that uses the servers asks for first. */
final class Running {

    private Running() {}

    static LocalStack require(LocalStack stack) {
        List<String> down = stack.down();
        if (!down.isEmpty() || RunFile.read(stack.home()).isEmpty()) {
            throw new StackProblem(
                    down.isEmpty() ? "The sample clinic is not loaded." : "Not running: " + String.join(", ", down),
                    "Run: ./visita up");
        }
        return stack;
    }
}
