package org.visita.gateway.pipe;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of one request: its answer is out, or its caller is gone. What was taken for it is given back then, or at once
 * if it is over already: a handler of the router would never be called any more. Lives on one event loop.
 */
public final class Ending {

    private final List<Runnable> releases = new ArrayList<>(4);
    private boolean over;

    public static Ending of(RoutingContext context) {
        Ending ending = new Ending();
        context.addEndHandler(ended -> ending.come());
        return ending;
    }

    public boolean isOver() {
        return over;
    }

    /** Once, whatever happens. */
    public void then(Runnable release) {
        if (over) {
            release.run();
        } else {
            releases.add(release);
        }
    }

    /** For what has been given back before. */
    void forget(Runnable release) {
        releases.remove(release);
    }

    void come() {
        if (!over) {
            over = true;
            releases.forEach(Runnable::run);
            releases.clear();
        }
    }
}
