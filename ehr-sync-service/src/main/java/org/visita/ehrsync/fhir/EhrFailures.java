package org.visita.ehrsync.fhir;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.DeliveryOutcome.AccessRefused;
import org.visita.ehrsync.delivery.DeliveryOutcome.NotYet;
import org.visita.ehrsync.delivery.DeliveryOutcome.Refused;
import org.visita.ehrsync.delivery.DeliveryOutcome.Retry;
import org.visita.ehrsync.delivery.DeliveryOutcome.Unavailable;
import org.visita.ehrsync.delivery.Failure;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.http.TargetNotAllowedException;

/** What an answer of an EHR, or the lack of one, means for the delivery. */
final class EhrFailures {

    /** Of what a {@link Failure} keeps. */
    private static final int LONGEST_TEXT = 255;

    private static final Duration BRIEFLY = Duration.ofMillis(500);
    private static final Pattern NOT_FOUND =
            Pattern.compile("Resource ([A-Z][A-Za-z]{1,63}/[A-Za-z0-9.-]{1,64}) not found");

    private EhrFailures() {}

    /** Of an answer that is no success. */
    static DeliveryFailedException of(HttpAnswer answer) {
        return new DeliveryFailedException(outcomeOf(answer));
    }

    private static DeliveryOutcome outcomeOf(HttpAnswer answer) {
        int status = answer.status();
        return switch (status) {
            case 401 -> new AccessRefused(failure("credentials-refused", answer, "The EHR refuses our credentials."));
            case 403 -> new AccessRefused(failure("access-refused", answer, "The EHR does not allow us this."));
            case 429 ->
                new Unavailable(
                        failure("target-throttles", answer, "The EHR asks for fewer requests."),
                        true,
                        answer.retryAfter() == null ? Duration.ofSeconds(1) : answer.retryAfter());
            case 408, 425 -> outage(answer, "The EHR was too slow.");
            case 409, 412 ->
                new Retry(failure("target-conflict", answer, "Others write to the same record of the EHR."), false);
            default -> status >= 500 || status < 400 ? outage(answer, "The EHR is in trouble.") : refusal(answer);
        };
    }

    private static DeliveryOutcome refusal(HttpAnswer answer) {
        if (isMissingReference(answer)) {
            return new Retry(
                    failure(
                                    "dependency-missing",
                                    answer,
                                    "The EHR does not have something that the Appointment refers to.")
                            .withCause(missing(answer)),
                    true);
        }
        if (answer.status() == 404 && !answer.body().contains("OperationOutcome")) {
            // Not the FHIR server speaks: something in front of it, or the address is wrong. Not the booking's fault.
            return outage(answer, "There is no FHIR server at the address of the connection.");
        }
        return new Refused(failure("target-refused", answer, "The EHR refused the resource as invalid."));
    }

    /** HAPI's numbers for a literal reference to nothing: the code is the same for everything (measured). */
    static boolean isMissingReference(HttpAnswer answer) {
        return answer.body().contains("HAPI-1094") || answer.body().contains("HAPI-1091");
    }

    /** What is missing, as HAPI says it; empty if it does not. */
    private static String missing(HttpAnswer answer) {
        Matcher matcher = NOT_FOUND.matcher(answer.body());
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Unavailable outage(HttpAnswer answer, String message) {
        return new Unavailable(failure("target-unavailable", answer, message), false, answer.retryAfter());
    }

    /** A success whose body makes no sense: whatever answered, it is not the EHR as we know it. */
    static DeliveryFailedException unreadable(HttpAnswer answer) {
        return new DeliveryFailedException(new Unavailable(
                new Failure(
                        "target-unreadable",
                        answer.status(),
                        "The answer is not the FHIR resource that was asked for."),
                false,
                null));
    }

    static DeliveryFailedException refused(String code, Integer status, String message) {
        return new DeliveryFailedException(new Refused(new Failure(code, status, message)));
    }

    /** @param cause see {@link Failure} */
    static DeliveryFailedException refusedFor(String cause, String code, String message) {
        return new DeliveryFailedException(new Refused(new Failure(code, null, message).withCause(cause)));
    }

    /**
     * @param ids of those that are there; they are the failure's cause, in an order that does not change. As many as have
     *     room: half an id is another's
     */
    static DeliveryFailedException ambiguous(String code, String message, String type, List<String> ids) {
        List<String> all = ids.stream().sorted().map(id -> type + '/' + id).toList();
        int room = LONGEST_TEXT - message.length();
        int most = IntStream.rangeClosed(0, all.size())
                .filter(count -> String.join(",", all.subList(0, count)).length() <= room)
                .max()
                .orElse(0);
        String which = String.join(",", all.subList(0, most));
        return refusedFor(which, code, message + which);
    }

    static DeliveryFailedException retry(String code, Integer status, String message) {
        return new DeliveryFailedException(new Retry(new Failure(code, status, message), false));
    }

    /** Of a call without an answer. */
    static Throwable of(Throwable failure) {
        return switch (failure) {
            case DeliveryFailedException known -> known;
            case TargetNotAllowedException inside ->
                new DeliveryFailedException(new AccessRefused(
                        new Failure("target-not-allowed", null, "The address leads into a private network.")));
            case BulkheadException busy -> notYet();
            case ConnectionPoolTooBusyException busy -> notYet();
            case ConnectException refused -> unreachable(true);
            case UnknownHostException unknown -> unreachable(true);
            default -> unreachable(false);
        };
    }

    private static DeliveryFailedException unreachable(boolean atOnce) {
        return new DeliveryFailedException(
                new Unavailable(new Failure("target-unreachable", null, "The EHR does not answer."), atOnce, null));
    }

    private static DeliveryFailedException notYet() {
        return new DeliveryFailedException(
                new NotYet(new Failure("too-many-calls", null, "Too many calls to EHRs are under way."), BRIEFLY));
    }

    private static Failure failure(String code, HttpAnswer answer, String message) {
        return new Failure(code, answer.status(), message)
                .withOutcome(EhrOutcome.in(answer.body()).orElse(null));
    }
}
