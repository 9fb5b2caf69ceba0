package org.visita.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.visita.local.stack.StackProblem;

/** A process that stands still where it is, until it is closed: so that work waits for it, and time starts with it. */
public final class Frozen implements AutoCloseable {

    private final long pid;

    public Frozen(long pid) {
        this.pid = pid;
        signal("STOP");
    }

    @Override
    public void close() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int outcome = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (outcome != 0) {
                throw new StackProblem("The service could not be sent SIG" + name + ".", "See whether it runs.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("Interrupted.", "Run the benchmark again.", e);
        }
    }
}
