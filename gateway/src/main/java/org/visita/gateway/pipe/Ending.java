package org.visita.gateway.pipe;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The end of one request: its answer is out, or its caller is gone. What was taken for it is given back then, or at once
 * if it is over already: a handler of the router would never be called any more. What was begun for it and is decided
 * whoever hears of it keeps all that until it is. Lives on one event loop.
 */
public final class Ending {

    private static final Logger LOG = Logger.getLogger(Ending.class);

    private final List<Runnable> steps = new ArrayList<>(2);
    private final List<Runnable> releases = new ArrayList<>(4);
    private int undecided;
    private boolean over;

    public static Ending of(RoutingContext context) {
        Ending ending = new Ending();
        context.addEndHandler(ended -> ending.come());
        return ending;
    }

    /** Whether its answer is out or its caller is gone, also if something is not decided yet. */
    public boolean isOver() {
        return over;
    }

    /** Once, whatever happens, as soon as nothing more is done for it. */
    public void then(Runnable release) {
        if (isDone()) {
            release.run();
        } else {
            releases.add(release);
        }
    }

    /** Once, whatever happens, as soon as it is over. */
    public void atOnce(Runnable step) {
        if (over) {
            step.run();
        } else {
            steps.add(step);
        }
    }

    /** For what has been done before. */
    void forget(Runnable step) {
        steps.remove(step);
    }

    /**
     * Something is begun that goes on if the caller leaves.
     *
     * @return to be run when it is decided; only the first time counts
     */
    public Runnable undecided() {
        undecided++;
        return new Runnable() {

            private boolean decided;

            @Override
            public void run() {
                if (!decided) {
                    decided = true;
                    undecided--;
                    giveBack();
                }
            }
        };
    }

    private boolean isDone() {
        return over && undecided == 0;
    }

    /** One that fails must not cost the others. */
    private static void runAlone(Runnable release) {
        try {
            release.run();
        } catch (RuntimeException failure) {
            LOG.error("What was taken for a request could not be given back", failure);
        }
    }

    void come() {
        if (!over) {
            over = true;
            runAll(steps);
            giveBack();
        }
    }

    private void giveBack() {
        if (isDone()) {
            runAll(releases);
        }
    }

    private static void runAll(List<Runnable> all) {
        List<Runnable> now = List.copyOf(all);
        all.clear();
        now.forEach(Ending::runAlone);
    }
}
