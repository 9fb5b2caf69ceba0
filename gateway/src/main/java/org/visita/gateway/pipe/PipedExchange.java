package org.visita.gateway.pipe;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/**
 * One request on its way to a service, and the answer on its way back. All of it runs on the event loop of the request,
 * so nothing here is shared between threads.
 */
final class PipedExchange {

    private static final Logger LOG = Logger.getLogger(PipedExchange.class);

    /** RFC 9113, section 7: CANCEL. Over HTTP/1.1 it closes the connection to the service. */
    private static final long CANCEL = 8;

    private final HttpClient client;
    private final GatewayConfig.Pipe config;
    private final Upstream upstream;
    private final RequestOptions options;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Handler<Refusal> refuse;
    private final CallerBody callerBody;

    private Buffer body;
    private HttpClientRequest sent;
    private boolean mayRetry;
    private Backflow backflow;
    private boolean over;

    PipedExchange(
            HttpClient client,
            GatewayConfig.Pipe config,
            Upstream upstream,
            RequestOptions options,
            RoutingContext context,
            Handler<Refusal> refuse) {
        this.client = client;
        this.config = config;
        this.upstream = upstream;
        this.options = options;
        this.context = context;
        this.request = context.request();
        this.response = context.response();
        this.refuse = refuse;
        this.callerBody = new CallerBody(
                context.vertx(), request, config.mostBodyBytes(), config.requestTimeout(), this::open, this::refuse);
        // Nothing was sent but the question, and asking twice does no harm.
        this.mayRetry = !CallerBody.isAnnounced(request.headers())
                && (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD);
    }

    void start() {
        request.exceptionHandler(gone -> callerGone());
        context.addEndHandler(ended -> {
            if (ended.failed()) {
                callerGone();
            }
        });
        if (CallerBody.isAnnounced(request.headers())) {
            callerBody.collect();
        } else {
            open();
        }
    }

    private void open(Buffer whole) {
        body = whole;
        open();
    }

    private void open() {
        client.request(options)
                .onSuccess(opened -> {
                    // What goes wrong is told by the answer that does not come; without a handler it is logged as well.
                    opened.exceptionHandler(toldByTheAnswer -> {});
                    if (over) {
                        opened.reset(CANCEL);
                    } else {
                        send(opened);
                    }
                })
                .onFailure(failure -> refuse("The service is out of reach; nothing was done.", failure));
    }

    private void send(HttpClientRequest opened) {
        sent = opened;
        opened.response().onSuccess(this::answer).onFailure(this::noAnswer);
        // At once and whole: the connection goes back to the pool only when request and answer have both ended.
        if (body == null) {
            opened.end();
        } else {
            opened.end(body);
        }
    }

    private void answer(HttpClientResponse answer) {
        answer.exceptionHandler(failure -> brokenOff());
        if (over) {
            return;
        }
        if (answer.statusCode() == 401) {
            // The door knows the caller: a service that does not has a quarrel with the door, not with the caller.
            LOG.errorf("%s does not accept this gateway's tokens; answered 503", upstream.name());
            refuse("The service is out of reach; nothing was done.", null);
            sent.reset(CANCEL);
            return;
        }
        response.setStatusCode(answer.statusCode());
        TravellingHeaders.copyResponse(answer.headers(), response.headers());
        keepInside(answer.getHeader(HttpHeaders.LOCATION));
        if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        backflow = new Backflow(
                context.vertx(),
                answer,
                response,
                config.requestTimeout(),
                config.answerTimeout(),
                this::brokenOff,
                this::complete);
        backflow.start();
    }

    /** A service knows itself by an address that means nothing outside; a relative one is right everywhere. */
    private void keepInside(String location) {
        if (location != null && location.startsWith(upstream.origin() + "/")) {
            response.putHeader(
                    HttpHeaders.LOCATION, location.substring(upstream.origin().length()));
        }
    }

    private void complete() {
        over = true;
        response.end();
    }

    private void noAnswer(Throwable failure) {
        boolean timedOut = failure instanceof TimeoutException;
        if (!over && mayRetry && !timedOut) {
            // Most likely a kept connection that the service had just given up.
            mayRetry = false;
            open();
        } else {
            refuse(
                    request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD
                            ? "The service did not answer."
                            : "The service did not answer. Whether this was done is not known: "
                                    + "send it again with the same Idempotency-Key, or read what it would change.",
                    failure);
        }
    }

    private void refuse(String detail, Throwable cause) {
        LOG.debugf("%s: %s (%s)", upstream.name(), detail, cause);
        refuse(CommonRefusal.UNAVAILABLE.because(detail).retryAfter(config.connectTimeout()));
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            over = true;
            refuse.handle(refusal);
        }
    }

    /** The answer has begun and cannot be taken back: only a broken connection tells the caller that it is not whole. */
    private void brokenOff() {
        if (!over) {
            over = true;
            sent.reset(CANCEL);
            request.connection().close();
        }
    }

    private void callerGone() {
        if (!over) {
            over = true;
            callerBody.stop();
            if (sent != null) {
                sent.reset(CANCEL);
            }
            if (backflow != null) {
                backflow.stop();
            }
        }
    }
}
