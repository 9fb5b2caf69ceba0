package org.visita.local.stack;

import java.time.Duration;

/** Hears about each step of a start or stop, from several threads. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = (step, outcome, took) -> {};

    /**
     * @param step what was done: mostly the name of a server
     * @param outcome how it stands now, in a word or two
     * @param took since the step began
     */
    void done(String step, String outcome, Duration took);
}
