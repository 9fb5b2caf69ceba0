package org.visita.fhirkit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusalRenderer;

/**
 * Bounds how many FHIR requests are worked on and how many wait. Each blocks a worker thread; without a bound a burst of
 * them would take all threads, and then the memory.
 */
@ApplicationScoped
class FhirLoad {

    /** After the check of the body's length, before anything is read. */
    private static final int PRIORITY = 90;

    private static final String BASE = "/fhir/R4";
    private static final String RELEASE = FhirLoad.class.getName() + ".release";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final FhirConfig config;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    @Inject
    FhirLoad(FhirConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext request) {
        // As the servlets will see it; the path as it came may hide it behind dots and escapes.
        String path = request.normalizedPath();
        if (!path.startsWith("/fhir")) {
            request.next();
        } else if (!path.equals(BASE) && !path.startsWith(BASE + "/")) {
            RefusalRenderer.send(Refusal.notFound(), request);
        } else if (takesAThread()) {
            start(request);
        } else if (!waits(request)) {
            RefusalRenderer.send(
                    CommonRefusal.UNAVAILABLE
                            .because("Too many FHIR requests at once. Nothing was done.")
                            .retryAfter(RETRY),
                    request);
        }
    }

    /** Undertow takes the place of every handler for the end of a response; hence the servlet says when it is done. */
    private void start(RoutingContext request) {
        AtomicBoolean done = new AtomicBoolean();
        Runnable release = () -> {
            if (done.compareAndSet(false, true)) {
                next();
            }
        };
        request.put(RELEASE, release);
        // For what undertow answers by itself; a thread is given back once, whoever comes first.
        request.addBodyEndHandler(ended -> release.run());
        request.next();
    }

    /** The request needs its thread no longer. */
    static void release(RoutingContext request) {
        Runnable release = request.get(RELEASE);
        if (release != null) {
            release.run();
        }
    }

    private synchronized boolean takesAThread() {
        if (running == config.threads()) {
            return false;
        }
        running++;
        return true;
    }

    private synchronized boolean waits(RoutingContext request) {
        if (waiting.size() == config.queue()) {
            return false;
        }
        request.request().pause();
        Context own = Vertx.currentContext();
        return waiting.add(() -> own.runOnContext(turn -> start(request)));
    }

    /** The thread that got free goes to who waits longest. */
    private synchronized void next() {
        Runnable first = waiting.poll();
        if (first == null) {
            running--;
        } else {
            first.run();
        }
    }
}
