package org.visita.ehrsync.http;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.visita.ehrsync.EhrSyncConfig;

/**
 * HTTP to the outside, within bounds: of time, and of how much is read. Follows no redirects: where they lead was never
 * checked.
 */
@ApplicationScoped
public class OutgoingHttp {

    private static final TypeLiteral<Uni<HttpAnswer>> ANSWER = new TypeLiteral<>() {};
    private static final int CONNECTIONS_PER_TARGET = 32;

    private final Vertx vertx;
    private final HttpClient client;
    private final EhrSyncConfig config;
    private final Clock clock;
    private final TargetNames names;

    @Inject
    OutgoingHttp(Vertx vertx, EhrSyncConfig config, Clock clock) {
        this(vertx, config, clock, TargetNames.OF_THE_SYSTEM, null);
    }

    /** @param trust whose certificates are believed; null for those that this Java believes */
    OutgoingHttp(Vertx vertx, EhrSyncConfig config, Clock clock, TargetNames names, TrustOptions trust) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.names = names;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.ehr().connectTimeout().toMillis())
                // Shorter than what servers use, so that a request rarely meets a connection that is being closed.
                .setKeepAliveTimeout(15)
                .setMaxPoolSize(CONNECTIONS_PER_TARGET)
                .setMaxWaitQueueSize(config.ehr().bulkhead())
                .setTrustOptions(trust)
                .setDecompressionSupported(false));
    }

    /** To an address that somebody entered: never into a private network, unless that is allowed. */
    public Uni<HttpAnswer> sendToTarget(HttpCall call, Guard guard, Duration timeout) {
        return sendToTarget(call, guard, timeout, config.ehr().longestAnswer());
    }

    /** @param longest bytes of the answer that are read; more of them are a failure */
    public Uni<HttpAnswer> sendToTarget(HttpCall call, Guard guard, Duration timeout, int longest) {
        return guard.get(
                () -> config.allowPrivateTargets()
                        ? send(call, options(call, timeout), longest)
                        : publicAddress(call.url())
                                .chain(address -> send(
                                        call,
                                        options(call, timeout)
                                                .setServer(SocketAddress.inetSocketAddress(port(call.url()), address)),
                                        longest)),
                ANSWER);
    }

    /** To an address of the deployment. */
    public Uni<HttpAnswer> sendToSibling(HttpCall call, Guard guard, Duration timeout) {
        return guard.get(() -> send(call, options(call, timeout), config.ehr().longestAnswer()), ANSWER);
    }

    /** Resolved here and then connected to as resolved: a name that is asked twice may answer two things. */
    private Uni<String> publicAddress(URI url) {
        return Uni.createFrom().completionStage(() -> vertx.executeBlocking(
                        () -> {
                            InetAddress[] addresses = names.resolve(url.getHost());
                            for (InetAddress address : addresses) {
                                if (names.isPrivate(address)) {
                                    throw new TargetNotAllowedException();
                                }
                            }
                            return addresses[0].getHostAddress();
                        },
                        false)
                .toCompletionStage());
    }

    private Uni<HttpAnswer> send(HttpCall call, RequestOptions options, int longest) {
        return Uni.createFrom().completionStage(() -> client.request(options)
                .compose(request -> send(request, call.body()).compose(response -> read(request, response, longest)
                        .map(body -> HttpAnswer.of(response, body, clock.instant()))))
                .toCompletionStage());
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, String body) {
        return body == null ? request.send() : request.send(body);
    }

    private Future<String> read(HttpClientRequest request, HttpClientResponse response, int longest) {
        Buffer body = Buffer.buffer();
        Promise<String> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail)
                .handler(part -> {
                    if (body.length() + part.length() > longest) {
                        whole.tryFail(new AnswerTooLongException(longest));
                        request.reset();
                    } else {
                        body.appendBuffer(part);
                    }
                })
                .endHandler(end -> whole.tryComplete(body.toString()));
        return whole.future();
    }

    private static RequestOptions options(HttpCall call, Duration timeout) {
        URI url = call.url();
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setSsl("https".equals(url.getScheme()))
                .setHost(url.getHost())
                .setPort(port(url))
                .setURI((url.getRawPath().isEmpty() ? "/" : url.getRawPath())
                        + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()))
                .setTimeout(timeout.toMillis());
        call.headers().forEach(options::putHeader);
        return options;
    }

    private static int port(URI url) {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
