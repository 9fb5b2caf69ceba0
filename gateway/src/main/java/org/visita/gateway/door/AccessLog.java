package org.visita.gateway.door;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * One line and one measurement for each request. Only shapes: no ids of records, no queries, no bodies, and of unknown
 * addresses nothing at all.
 */
@ApplicationScoped
class AccessLog {

    private static final Logger LOG = Logger.getLogger("org.visita.gateway.access");
    private static final int LONGEST_WORD = 32;

    /** Ours are of small letters; FHIR marks its own: {@code $hold}, {@code _search}. No id begins so. */
    private static final Pattern WORD = Pattern.compile("v1|R4|[$_]?[a-z-]*");

    private record Seen(String resource, String outcome) {}

    private final MeterRegistry registry;
    private final ConcurrentMap<Seen, Timer> timers = new ConcurrentHashMap<>();

    @Inject
    AccessLog(MeterRegistry registry) {
        this.registry = registry;
    }

    void follow(Passage passage) {
        passage.context().addEndHandler(ended -> write(passage, passage.isAnswered(ended.succeeded())));
    }

    private void write(Passage passage, boolean whole) {
        int status = passage.context().response().getStatusCode();
        long millis = passage.elapsedMillis();
        String resource = passage.route() == null ? "unknown" : passage.route().resource();
        timers.computeIfAbsent(new Seen(resource, outcome(status, whole)), this::timer)
                .record(millis, TimeUnit.MILLISECONDS);
        // Put together by hand: once for each request, a format string is dear.
        LOG.info(passage.request().method() + " "
                + (passage.route() == null ? "unknown" : shape(passage.target().path(), resource))
                + " " + (whole ? Integer.toString(status) : "aborted") + " " + millis + " ms key="
                + (passage.principal() == null ? "none" : passage.principal().id()) + " request="
                + passage.requestId());
    }

    private Timer timer(Seen seen) {
        return registry.timer("visita_gateway_requests", "resource", seen.resource(), "outcome", seen.outcome());
    }

    private static String outcome(int status, boolean whole) {
        return whole ? status / 100 + "xx" : "aborted";
    }

    /**
     * The path with everything that may be an id left out: {@code /v1/bookings/{id}/cancel}.
     *
     * @param resource of the route, a word whatever it looks like
     */
    static String shape(String path, String resource) {
        StringBuilder shape = new StringBuilder();
        for (String segment : path.substring(1).split("/")) {
            shape.append('/').append(segment.equals(resource) || isWord(segment) ? segment : "{id}");
        }
        return shape.toString();
    }

    private static boolean isWord(String segment) {
        return segment.length() <= LONGEST_WORD && WORD.matcher(segment).matches();
    }
}
