package org.visita.gateway.pipe;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;

/**
 * One question on its way to a service, and its whole answer. On the event loop of the request that it is asked for, and
 * no longer than that; only of a change that was sent the head of the answer is waited for.
 */
final class AskedExchange {

    private final Vertx vertx;
    private final Line line;
    private final RequestOptions options;
    private final Question question;
    private final int mostBytes;
    private final Promise<Reply> promise = Promise.promise();
    private final Tries tries;

    private HttpClientRequest sent;
    private HttpClientResponse head;
    private long silence;
    private long deadline;
    private boolean gone;
    private boolean over;

    AskedExchange(Vertx vertx, Line line, RequestOptions options, Question question, int mostBytes) {
        this.vertx = vertx;
        this.line = line;
        this.options = options;
        this.question = question;
        this.mostBytes = mostBytes;
        this.tries = new Tries(question.method(), question.body() != null);
    }

    /**
     * Fails with a refusal if the service says nothing that could be passed on.
     *
     * @param ending of the request that it is asked for
     */
    Future<Reply> start(Ending ending) {
        Optional<Refusal> full = line.enter();
        if (full.isPresent()) {
            return Future.failedFuture(full.get().asException());
        }
        Runnable decided = ending.undecided();
        Runnable abandon = this::abandon;
        open();
        ending.atOnce(abandon);
        return promise.future().onComplete(done -> {
            line.leave();
            ending.forget(abandon);
            decided.run();
        });
    }

    /** Its caller has left. */
    private void abandon() {
        gone = true;
        if (!question.isChange() || sent == null) {
            refuse("Its caller has left.");
        } else if (head != null) {
            giveHead();
        }
    }

    /** Nobody reads the body, and what the service did is done. */
    private void giveHead() {
        if (!over) {
            stop();
            Line.abandon(sent);
            promise.complete(new Reply(head.statusCode(), head.headers(), Buffer.buffer()));
        }
    }

    private void open() {
        line.client().request(options).onSuccess(this::send).onFailure(failure -> {
            if (!over && tries.mayConnectAgain(failure)) {
                open();
                return;
            }
            if (Tries.isFaultOfService(failure)) {
                line.circuit().failed();
            }
            refuse(Line.OUT_OF_REACH);
        });
    }

    private void send(HttpClientRequest opened) {
        opened.exceptionHandler(toldByTheAnswer -> {});
        if (over) {
            Line.abandon(opened);
            return;
        }
        sent = opened;
        opened.response().onSuccess(this::read).onFailure(this::noAnswer);
        if (question.body() == null) {
            opened.end();
        } else {
            opened.end(question.body());
        }
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
        refuse("The service did not answer.");
    }

    private void read(HttpClientResponse answer) {
        answer.exceptionHandler(brokenOff -> refuse("The answer of the service broke off."));
        line.circuit().answered();
        if (over) {
            return;
        }
        if (answer.statusCode() == 401) {
            refuse(Line.OUT_OF_REACH);
            return;
        }
        head = answer;
        if (gone) {
            giveHead();
            return;
        }
        // The time-out of the request has ended with the head of the answer.
        deadline = vertx.setTimer(line.settings().answerTimeout().toMillis(), due -> breakOff());
        awaitPiece();
        Buffer body = Buffer.buffer();
        answer.handler(piece -> take(piece, body));
        answer.endHandler(whole -> {
            if (!over) {
                stop();
                promise.complete(new Reply(answer.statusCode(), answer.headers(), body));
            }
        });
    }

    private void take(Buffer piece, Buffer body) {
        if (over) {
            return;
        }
        vertx.cancelTimer(silence);
        if (body.length() + piece.length() > mostBytes) {
            give(CommonRefusal.TOO_LARGE.because(
                    "The answer is too large to be put together with others. Ask for it by itself."));
        } else {
            body.appendBuffer(piece);
            awaitPiece();
        }
    }

    private void awaitPiece() {
        silence = vertx.setTimer(line.settings().requestTimeout().toMillis(), due -> breakOff());
    }

    private void breakOff() {
        refuse("The answer of the service broke off.");
    }

    private void refuse(String detail) {
        give(CommonRefusal.UNAVAILABLE.because(detail).retryAfter(Duration.ofSeconds(1)));
    }

    /** The service need not go on. */
    private void give(Refusal refusal) {
        if (!over) {
            stop();
            if (sent != null) {
                Line.abandon(sent);
            }
            promise.fail(refusal.asException());
        }
    }

    private void stop() {
        over = true;
        vertx.cancelTimer(silence);
        vertx.cancelTimer(deadline);
    }
}
