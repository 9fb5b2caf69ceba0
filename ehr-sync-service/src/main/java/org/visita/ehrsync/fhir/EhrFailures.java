package org.visita.ehrsync.fhir;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
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

    private static final Duration BRIEFLY = Duration.ofMillis(500);

    private EhrFailures() {}

    /** Of an answer that is no success. */
    static DeliveryFailedException of(HttpAnswer answer) {
        return new DeliveryFailedException(outcomeOf(answer));
    }

    private static DeliveryOutcome outcomeOf(HttpAnswer answer) {
        int status = answer.status();
        return switch (status) {
            case 401 -> new AccessRefused(failure("credentials-refused", status, "The EHR refuses our credentials."));
            case 403 -> new AccessRefused(failure("access-refused", status, "The EHR does not allow us this."));
            case 429 ->
                new Unavailable(
                        failure("target-throttles", status, "The EHR asks for fewer requests."),
                        true,
                        answer.retryAfter() == null ? Duration.ofSeconds(1) : answer.retryAfter());
            case 408, 425 -> outage(answer, "The EHR was too slow.");
            case 409, 412 ->
                new Retry(failure("target-conflict", status, "Others write to the same record of the EHR."), false);
            default -> status >= 500 || status < 400 ? outage(answer, "The EHR is in trouble.") : refusal(answer);
        };
    }

    private static DeliveryOutcome refusal(HttpAnswer answer) {
        if (isMissingReference(answer)) {
            return new Retry(
                    failure(
                            "dependency-missing",
                            answer.status(),
                            "The EHR does not have something that the Appointment refers to."),
                    true);
        }
        if (answer.status() == 404 && !answer.body().contains("OperationOutcome")) {
            // Not the FHIR server speaks: something in front of it, or the address is wrong. Not the booking's fault.
            return outage(answer, "There is no FHIR server at the address of the connection.");
        }
        return new Refused(failure("target-refused", answer.status(), "The EHR refused the resource as invalid."));
    }

    /** HAPI's numbers for a literal reference to nothing: the code is the same for everything (measured). */
    static boolean isMissingReference(HttpAnswer answer) {
        return answer.body().contains("HAPI-1094") || answer.body().contains("HAPI-1091");
    }

    private static Unavailable outage(HttpAnswer answer, String message) {
        return new Unavailable(failure("target-unavailable", answer.status(), message), false, answer.retryAfter());
    }

    /** A success whose body makes no sense: whatever answered, it is not the EHR as we know it. */
    static DeliveryFailedException unreadable(HttpAnswer answer) {
        return new DeliveryFailedException(new Unavailable(
                failure(
                        "target-unreadable",
                        answer.status(),
                        "The answer is not the FHIR resource that was asked for."),
                false,
                null));
    }

    static DeliveryFailedException refused(String code, Integer status, String message) {
        return new DeliveryFailedException(new Refused(failure(code, status, message)));
    }

    static DeliveryFailedException retry(String code, Integer status, String message) {
        return new DeliveryFailedException(new Retry(failure(code, status, message), false));
    }

    /** Of a call without an answer. */
    static Throwable of(Throwable failure) {
        return switch (failure) {
            case DeliveryFailedException known -> known;
            case TargetNotAllowedException inside ->
                new DeliveryFailedException(new AccessRefused(
                        failure("target-not-allowed", null, "The address leads into a private network.")));
            case BulkheadException busy -> notYet();
            case ConnectionPoolTooBusyException busy -> notYet();
            case ConnectException refused -> unreachable(true);
            case UnknownHostException unknown -> unreachable(true);
            default -> unreachable(false);
        };
    }

    private static DeliveryFailedException unreachable(boolean atOnce) {
        return new DeliveryFailedException(
                new Unavailable(failure("target-unreachable", null, "The EHR does not answer."), atOnce, null));
    }

    private static DeliveryFailedException notYet() {
        return new DeliveryFailedException(
                new NotYet(failure("too-many-calls", null, "Too many calls to EHRs are under way."), BRIEFLY));
    }

    private static Failure failure(String code, Integer status, String message) {
        return new Failure(code, status, message);
    }
}
