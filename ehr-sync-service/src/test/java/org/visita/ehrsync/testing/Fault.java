package org.visita.ehrsync.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** How the EHR misbehaves, on which requests, how often and how long. A value: it counts nothing itself. */
public final class Fault {

    /** RFC 9110, section 5.6.7. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Longer than anybody waits for an answer. */
    private static final Duration FOREVER = Duration.ofSeconds(30);

    /** What it does. */
    public enum Kind {
        /** Its duty, for once. */
        NOTHING,
        /** Answers with the status, and does nothing. */
        ANSWER,
        /** Says and does nothing. */
        SILENCE,
        /** Does what it was asked, and lets nobody know. */
        SILENCE_AFTER_COMMIT,
        /** Answers late, and does late what it was asked. */
        SLOW,
        /** Hangs up, and does nothing. */
        CUT,
        /** Does what it was asked, and hangs up in the middle of the answer. */
        CUT_AFTER_COMMIT,
        /** Answers 200 with something that is no FHIR. */
        GIBBERISH,
        /** Answers 200 with more than anybody wants to read. */
        FLOOD,
        /** Points elsewhere, where nobody may follow: {@link FakeEhr#strayed} tells who did. */
        REDIRECT,
        /** Refuses connections for a while. */
        DOWN
    }

    private final Predicate<EhrRequest> on;
    private final Misdeed deed;
    private final Extent extent;

    private Fault(Predicate<EhrRequest> on, Misdeed deed, Extent extent) {
        this.on = on;
        this.deed = deed;
        this.extent = extent;
    }

    public static Fault answering(int status, String body) {
        // Without a pause named, real ones say a second.
        return answering(status, body, status == 429 ? Map.of("Retry-After", "1") : Map.of());
    }

    public static Fault answering(int status, String body, Map<String, String> headers) {
        return of(Misdeed.answer(status, body, () -> headers));
    }

    public static Fault answering(int status) {
        return answering(status, FakeEhr.outcome("made to fail"));
    }

    /** 429 or 503, and when to come back, in seconds. */
    public static Fault askingToWait(int status, Duration pause) {
        return answering(
                status, FakeEhr.outcome("made to fail"), Map.of("Retry-After", Long.toString(pause.toSeconds())));
    }

    /** The same, as a date; whole seconds, never less than the pause. */
    public static Fault askingToWaitUntil(int status, Duration pause) {
        return of(Misdeed.answer(
                status,
                FakeEhr.outcome("made to fail"),
                () -> Map.of(
                        "Retry-After",
                        HTTP_DATE.format(Instant.now().plus(pause).plusMillis(999)))));
    }

    /** What a resource that refers to nothing is answered: in one of the two ways (measured). */
    public static Fault missingReference(int status) {
        String number = status == 404 ? "HAPI-1091" : "HAPI-1094";
        return answering(status, FakeEhr.outcome(number + ": Resource Patient/0 not found"));
    }

    public static Fault doing(Kind kind) {
        return of(Misdeed.of(kind, FOREVER));
    }

    public static Fault slow(Duration pause) {
        return of(Misdeed.of(Kind.SLOW, pause));
    }

    /** Goes down at the first request that this is about, once. */
    public static Fault down(Duration time) {
        return of(Misdeed.of(Kind.DOWN, time)).times(1);
    }

    private static Fault of(Misdeed deed) {
        return new Fault(any -> true, deed, Extent.ALWAYS);
    }

    public Fault on(String method, String type) {
        return on(request -> request.method().equals(method) && request.type().equals(type));
    }

    /** On creations and changes of that type. */
    public Fault onWrites(String type) {
        return on(request -> request.isWrite() && request.type().equals(type));
    }

    public Fault on(Predicate<EhrRequest> more) {
        return new Fault(on.and(more), deed, extent);
    }

    public Fault about(String text) {
        return on(request -> request.mentions(text));
    }

    public Fault times(int times) {
        return new Fault(on, deed, new Extent(times, extent.timesEach(), extent.lasting()));
    }

    /** So often for each version of each resource that is written. */
    public Fault timesEach(int times) {
        return new Fault(on, deed, new Extent(extent.times(), times, extent.lasting()));
    }

    /** So long, from when its turn comes. */
    public Fault lasting(Duration time) {
        return new Fault(on, deed, new Extent(extent.times(), extent.timesEach(), time));
    }

    boolean concerns(EhrRequest request) {
        return on.test(request);
    }

    Misdeed deed() {
        return deed;
    }

    Extent extent() {
        return extent;
    }
}
