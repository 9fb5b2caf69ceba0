package org.visita.gateway.pipe;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/**
 * The connections to one service, and how much may be on its way there: nothing of it is shared with another service, so
 * that one that is slow or gone holds up nobody else.
 */
final class Line {

    static final String OUT_OF_REACH = "The service is out of reach; nothing was done.";

    private static final Duration SOON = Duration.ofSeconds(1);

    /** RFC 9113, section 7: CANCEL. Over HTTP/1.1 it closes the connection to the service. */
    private static final long CANCEL = 8;

    private final String service;
    private final LineSettings settings;
    private final HttpClient client;
    private final Circuit circuit;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger uploads = new AtomicInteger();
    private final AtomicInteger longAnswers = new AtomicInteger();
    private final int mostLongAnswers;

    Line(Vertx vertx, String service, GatewayConfig.Pipe config) {
        this.service = service;
        this.settings = LineSettings.of(service, config);
        this.mostLongAnswers = config.longAnswers();
        this.circuit = new Circuit(config.circuit().failures(), config.circuit().pause(), System::nanoTime);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                        .setDecompressionSupported(false))
                .with(new PoolOptions().setHttp1MaxSize(settings.connections()).setMaxWaitQueueSize(settings.waiting()))
                .build();
    }

    String service() {
        return service;
    }

    LineSettings settings() {
        return settings;
    }

    HttpClient client() {
        return client;
    }

    Circuit circuit() {
        return circuit;
    }

    int inFlight() {
        return inFlight.get();
    }

    /** Takes a place for one request; empty if it has one, and then has to {@link #leave()}. */
    Optional<Refusal> enter() {
        Optional<Refusal> full = take(
                inFlight,
                settings.connections() + settings.waiting(),
                "Too much is on its way to the service; nothing was done.");
        if (full.isEmpty() && !circuit.admits()) {
            inFlight.decrementAndGet();
            return Optional.of(unavailable(OUT_OF_REACH, circuit.pause()));
        }
        return full;
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    /** As {@link #enter()}, for a body that may take long: so many, that slow senders leave connections for the others. */
    Optional<Refusal> enterUpload() {
        return take(uploads, settings.uploads(), "Too many large bodies are on their way to the service.");
    }

    void leaveUpload() {
        uploads.decrementAndGet();
    }

    /** As {@link #enter()}, for an answer that may take minutes: the other connections are for short ones. */
    Optional<Refusal> enterLongAnswer() {
        return take(longAnswers, mostLongAnswers, "Too many long answers are on their way from the service.");
    }

    void leaveLongAnswer() {
        longAnswers.decrementAndGet();
    }

    private static Optional<Refusal> take(AtomicInteger taken, int most, String otherwise) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return Optional.of(unavailable(otherwise, SOON));
        }
        return Optional.empty();
    }

    private static Refusal unavailable(String detail, Duration pause) {
        return CommonRefusal.UNAVAILABLE.because(detail).retryAfter(pause);
    }

    /** The service need not go on with this. */
    static void abandon(HttpClientRequest sent) {
        sent.reset(CANCEL);
    }

    void close() {
        client.close();
    }
}
