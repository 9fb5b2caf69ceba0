package org.visita.ehrsync.testing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** How the EHR misbehaves, on which requests, and how often. */
public final class Fault {

    /** What it does. */
    public enum Kind {
        /** Answers with the status, and does nothing. */
        ANSWER,
        /** Does what it was asked, and lets nobody know. */
        SILENCE_AFTER_COMMIT,
        /** Answers late. */
        SLOW,
        /** Answers 200 with something that is no FHIR. */
        GIBBERISH
    }

    private final Predicate<EhrRequest> on;
    private final Kind kind;
    private final int status;
    private final String body;
    private final AtomicInteger left;

    private Fault(Predicate<EhrRequest> on, Kind kind, int status, String body, int times) {
        this.on = on;
        this.kind = kind;
        this.status = status;
        this.body = body;
        this.left = new AtomicInteger(times);
    }

    public static Fault answering(int status, String body) {
        return new Fault(any -> true, Kind.ANSWER, status, body, Integer.MAX_VALUE);
    }

    public static Fault answering(int status) {
        return answering(status, FakeEhr.outcome("made to fail"));
    }

    public static Fault doing(Kind kind) {
        return new Fault(any -> true, kind, 0, "", Integer.MAX_VALUE);
    }

    public Fault on(String method, String type) {
        return new Fault(
                on.and(request ->
                        request.method().equals(method) && request.type().equals(type)),
                kind,
                status,
                body,
                left.get());
    }

    public Fault about(String text) {
        return new Fault(on.and(request -> request.mentions(text)), kind, status, body, left.get());
    }

    public Fault times(int times) {
        return new Fault(on, kind, status, body, times);
    }

    boolean strikes(EhrRequest request) {
        return on.test(request) && left.getAndUpdate(now -> now > 0 ? now - 1 : 0) > 0;
    }

    Kind kind() {
        return kind;
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }
}
