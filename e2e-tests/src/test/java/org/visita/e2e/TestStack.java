package org.visita.e2e;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.visita.local.clinic.SampleClinic;
import org.visita.local.stack.Checkout;
import org.visita.local.stack.LocalStack;
import org.visita.local.stack.Progress;
import org.visita.local.stack.StackSettings;

/** All of Visita, started once for all journeys, from empty data, and stopped when they are over. */
final class TestStack {

    private static LocalStack stack;
    private static SampleClinic clinic;

    private TestStack() {}

    static synchronized LocalStack get() {
        if (stack == null) {
            start();
        }
        return stack;
    }

    static synchronized SampleClinic clinic() {
        get();
        return clinic;
    }

    private static void start() {
        LocalStack before = configured();
        before.stop(Progress.SILENT);
        before.home().delete();
        // Read anew: its secrets went with its data.
        LocalStack begun = configured();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> begun.stop(Progress.SILENT)));
        begun.start(Progress.SILENT);
        clinic = new SampleClinic(begun);
        clinic.load();
        stack = begun;
    }

    /** What tells {@code ./visita} which stack is meant. */
    static Map<String, String> variables() {
        Path module = Checkout.find().root().resolve("e2e-tests");
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("VISITA_HOME", module.resolve("target/stack").toString());
        variables.put(
                "VISITA_PORTS",
                module.resolve("src/test/resources/ports.properties").toString());
        return variables;
    }

    private static LocalStack configured() {
        return LocalStack.of(StackSettings.of(Checkout.find(), variables()));
    }
}
