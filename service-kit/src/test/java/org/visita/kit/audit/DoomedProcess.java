package org.visita.kit.audit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A process that writes to its trail, says on its standard output what it has written, and goes on until it is killed. */
final class DoomedProcess {

    private DoomedProcess() {}

    /** @param arguments folder of the journal, and the broker */
    public static void main(String[] arguments) {
        AuditTrail trail = new AuditTrail(
                Acts.config(Acts.journal(Path.of(arguments[0]), 1 << 16, 1 << 26), Duration.ofMinutes(15)),
                Clock.systemUTC(),
                "test",
                arguments[1],
                new SimpleMeterRegistry());
        StringBuilder line = new StringBuilder();
        for (int i = 0; ; i++) {
            if (i % 5 == 0) {
                trail.begin(Acts.interrupted("begun-" + i));
                say(line, "begun-" + i);
            } else if (i % 5 == 1) {
                OpenAct act = trail.begin(Acts.interrupted("ended-" + i));
                act.end(Acts.act("ended-" + i));
                say(line, "ended-" + i);
            } else {
                trail.record(Acts.act("whole-" + i));
                say(line, "whole-" + i);
            }
        }
    }

    private static void say(StringBuilder line, String written) {
        line.setLength(0);
        System.out.println(line.append(written));
    }
}
