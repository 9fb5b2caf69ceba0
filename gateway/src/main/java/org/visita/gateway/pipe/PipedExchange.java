package org.visita.gateway.pipe;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.wire.Scissors;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * One request on its way to a service, and the answer on its way back. All of it runs on the event loop of the request,
 * so nothing here is shared between threads.
 */
final class PipedExchange implements CallerBody.Taker, Upload.Watcher {

    private static final Logger LOG = Logger.getLogger(PipedExchange.class);

    private final Line line;
    private final LineSettings settings;
    private final GatewayConfig.Pipe config;
    private final Pipe.Errand errand;
    private final RequestOptions options;
    private final Pipe.Caller caller;
    private final RoutingContext context;
    private final Ending ending;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Handler<Refusal> refuse;

    private Tries tries;
    private CallerBody callerBody;
    private Buffer body;
    private boolean streams;
    private Upload upload;
    private boolean allSent;
    private HttpClientRequest sent;
    private Backflow backflow;
    private boolean entered;
    private boolean isLong;

    /** Not null while the service's answer to a change is waited for. */
    private Runnable decided;

    private boolean gone;
    private boolean over;

    PipedExchange(
            Line line,
            LineSettings settings,
            GatewayConfig.Pipe config,
            Pipe.Errand errand,
            RequestOptions options,
            Pipe.Caller caller,
            RoutingContext context,
            Ending ending,
            Handler<Refusal> refuse) {
        this.line = line;
        this.settings = settings;
        this.config = config;
        this.errand = errand;
        this.options = options;
        this.caller = caller;
        this.context = context;
        this.ending = ending;
        this.request = context.request();
        this.response = context.response();
        this.refuse = refuse;
    }

    void start() {
        request.exceptionHandler(gone -> callerGone());
        context.addEndHandler(ended -> {
            if (ended.failed()) {
                callerGone();
            }
        });
        ending.then(this::leave);
        boolean announced = CallerBody.isAnnounced(request);
        tries = new Tries(request.method(), announced);
        if (announced) {
            callerBody = new CallerBody(
                    context.vertx(),
                    request,
                    config.heldBodyBytes(),
                    errand.mostBodyBytes(),
                    settings.requestTimeout(),
                    this);
            callerBody.collect();
        } else {
            request.resume();
            enter();
        }
    }

    @Override
    public void whole(Buffer collected) {
        body = collected;
        enterLater();
    }

    @Override
    public void beginning(Buffer first) {
        Optional<Refusal> full = line.enterUpload();
        if (full.isPresent()) {
            refused(full.get());
            return;
        }
        streams = true;
        body = first;
        // Only when all of it is there can the service be asked for an answer; until then the upload is watched.
        options.setIdleTimeout(0);
        enterLater();
    }

    /** The body took as long as its sender liked. */
    private void enterLater() {
        caller.again()
                .onSuccess(introduction -> {
                    if (!over) {
                        Pipe.introduceAgain(introduction, options);
                        enter();
                    }
                })
                .onFailure(failure -> {
                    if (failure instanceof RefusedException notWelcome) {
                        refused(notWelcome.refusal());
                    } else if (!over) {
                        end();
                        context.fail(failure);
                    }
                });
    }

    private void enter() {
        Optional<Refusal> full = line.enter();
        entered = full.isEmpty();
        if (full.isEmpty() && errand.isLong()) {
            full = line.enterLongAnswer();
            isLong = full.isEmpty();
        }
        if (full.isEmpty()) {
            open();
        } else {
            refused(full.get());
        }
    }

    /** Once, however it ends. */
    private void leave() {
        if (entered) {
            entered = false;
            line.leave();
        }
        if (streams) {
            streams = false;
            line.leaveUpload();
        }
        if (isLong) {
            isLong = false;
            line.leaveLongAnswer();
        }
    }

    private void open() {
        line.client()
                .request(options)
                .onSuccess(opened -> {
                    // What goes wrong is told by the answer that does not come; without a handler it is logged as well.
                    opened.exceptionHandler(toldByTheAnswer -> {});
                    if (over) {
                        Line.abandon(opened);
                    } else {
                        send(opened);
                    }
                })
                .onFailure(this::notOpened);
    }

    private void notOpened(Throwable failure) {
        if (!over && tries.mayConnectAgain(failure)) {
            open();
            return;
        }
        if (Tries.isFaultOfService(failure)) {
            line.circuit().failed();
        }
        refuse(Line.OUT_OF_REACH, failure);
    }

    private void send(HttpClientRequest opened) {
        sent = opened;
        opened.response().onSuccess(this::answer).onFailure(this::noAnswer);
        // If it is whole, at once: the connection goes back to the pool only when request and answer have both ended.
        if (streams) {
            upload = new Upload(
                    context.vertx(),
                    request,
                    opened,
                    errand.mostBodyBytes(),
                    settings.requestTimeout(),
                    config.leastUploadRate(),
                    this);
            Buffer first = body;
            body = null;
            upload.start(first);
        } else if (body == null) {
            opened.end();
            awaitDecision();
        } else {
            opened.end(body);
            awaitDecision();
        }
    }

    @Override
    public void passed() {
        allSent = true;
        if (backflow == null) {
            sent.idleTimeout(settings.requestTimeout().toMillis());
            awaitDecision();
        }
    }

    /** A change is the service's to decide from here on: it may be done whether its caller stays to hear of it or not. */
    private void awaitDecision() {
        if (errand.isChange() && !over) {
            decided = ending.undecided();
        }
    }

    private void decide() {
        if (decided != null) {
            Runnable known = decided;
            decided = null;
            known.run();
        }
    }

    @Override
    public void stuck() {
        noAnswer(new TimeoutException("The service takes no more of the body"));
    }

    private void answer(HttpClientResponse answer) {
        answer.exceptionHandler(failure -> brokenOff());
        line.circuit().answered();
        if (over) {
            return;
        }
        if (answer.statusCode() == 401) {
            // The door knows the caller: a service that does not has a quarrel with the door, not with the caller.
            LOG.errorf(
                    "%s does not accept this gateway's tokens; answered 503",
                    errand.upstream().name());
            refuse(Line.OUT_OF_REACH, null);
            return;
        }
        caller.answered(answer.headers().getAll(AuditNote.HEADER));
        response.setStatusCode(answer.statusCode());
        if (gone) {
            end();
            return;
        }
        decide();
        TravellingHeaders.copyResponse(
                answer.headers(), response.headers(), errand.upstream().origin());
        if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
            if (request.version() == HttpVersion.HTTP_1_0) {
                Farewell.endWithConnection(context);
            }
        }
        if (isOvertaken()) {
            Farewell.announce(request);
        }
        backflow = new Backflow(
                context.vertx(),
                answer,
                response,
                settings.requestTimeout(),
                settings.answerTimeout(),
                this::brokenOff,
                this::complete);
        backflow.start();
    }

    /** Whether the service answers a body that it has not seen the end of. */
    private boolean isOvertaken() {
        return upload != null && !upload.isOver();
    }

    private void complete() {
        over = true;
        if (isOvertaken()) {
            upload.stop();
            abandon();
            Farewell.bid(context.vertx(), request);
        }
        response.end();
    }

    private void noAnswer(Throwable failure) {
        if (over) {
            return;
        }
        if (tries.mayAskAgainAfter(failure)) {
            open();
            return;
        }
        line.circuit().failed();
        refuse(
                request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD
                        ? "The service did not answer."
                        : "The service did not answer. Whether this was done is not known: "
                                + "send it again with the same Idempotency-Key, or read what it would change.",
                failure);
    }

    private void refuse(String detail, Throwable cause) {
        LOG.debugf("%s: %s (%s)", errand.upstream().name(), detail, cause);
        refused(CommonRefusal.UNAVAILABLE.because(detail).retryAfter(config.connectTimeout()));
    }

    @Override
    public void refused(Refusal refusal) {
        if (over) {
            return;
        }
        if (response.headWritten()) {
            brokenOff();
            return;
        }
        end();
        if (!gone) {
            refuse.handle(refusal);
        }
    }

    /** The answer has begun and cannot be taken back: only a broken connection tells the caller that it is not whole. */
    private void brokenOff() {
        if (!over) {
            end();
            Farewell.cut(context.vertx(), request);
        }
    }

    private void callerGone() {
        gone = true;
        if (!over && decided == null) {
            end();
        }
    }

    /** Nothing more comes of it, or nobody hears of it: the service need not go on. */
    private void end() {
        over = true;
        if (callerBody != null) {
            callerBody.stop();
        }
        if (upload != null) {
            upload.stop();
        }
        if (backflow != null) {
            backflow.stop();
        }
        if (sent != null) {
            abandon();
        }
        decide();
    }

    private void abandon() {
        Line.abandon(sent);
        if (upload != null && !allSent) {
            Scissors.cut(sent.connection());
        }
    }
}
