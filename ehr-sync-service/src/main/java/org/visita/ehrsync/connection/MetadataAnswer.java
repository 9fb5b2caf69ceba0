package org.visita.ehrsync.connection;

import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.visita.ehrsync.connection.ConnectionReport.Check;
import org.visita.ehrsync.delivery.DeliveryFailedException;
import org.visita.ehrsync.delivery.DeliveryOutcome;
import org.visita.ehrsync.delivery.Failure;
import org.visita.ehrsync.http.AnswerTooLongException;
import org.visita.ehrsync.http.HttpAnswer;
import org.visita.ehrsync.http.TargetNotAllowedException;

/** What came of asking an EHR for its statement. */
final class MetadataAnswer {

    private static final String ACCESS = "access";
    private static final String METADATA = "metadata";

    private MetadataAnswer() {}

    static Optional<EhrCapabilities> statementOf(HttpAnswer answer) {
        return answer.status() == 200 ? EhrCapabilities.read(answer.body()) : Optional.empty();
    }

    /** Of the answer to a search for what is not there. */
    static Check letIn(HttpAnswer answer) {
        boolean searched = answer.status() == 200
                && StatementFilter.read(answer.body())
                        .filter(read ->
                                "Bundle".equals(read.path("resourceType").textValue()))
                        .isPresent();
        if (searched) {
            return Check.ok(ACCESS, "The EHR lets us in.");
        }
        return answer.isSuccess()
                ? Check.failed(ACCESS, "target-unreadable", "What answers a search for Appointments is no Bundle.")
                : problemOf(answer);
    }

    /** Of an answer that is no statement. */
    static Check problemOf(HttpAnswer answer) {
        int status = answer.status();
        if (status == 401) {
            return Check.failed(ACCESS, "credentials-refused", "The EHR refuses our credentials.");
        }
        if (status == 403) {
            return Check.failed(ACCESS, "access-refused", "The EHR knows us, but does not allow us this.");
        }
        if (status >= 300 && status < 400) {
            return Check.failed(
                    METADATA,
                    "redirected",
                    "The EHR sends us elsewhere. Enter the address where it leads, if you trust it.");
        }
        return answer.isSuccess()
                ? Check.failed(METADATA, "target-unreadable", "What answers is no CapabilityStatement.")
                : Check.failed(METADATA, "target-unavailable", "The EHR answered with status " + status + ".");
    }

    /** Of no answer. */
    static Check problemOf(Throwable failure) {
        return switch (failure) {
            case DeliveryFailedException known -> problemOf(known.outcome());
            case TargetNotAllowedException inside ->
                Check.failed(METADATA, "target-not-allowed", "The address leads into a private network.");
            case AnswerTooLongException tooLong ->
                Check.failed(METADATA, "target-unreadable", "The answer is longer than we read.");
            case BulkheadException busy ->
                Check.failed(METADATA, "too-many-calls", "Too many tests are under way. Try again.");
            default -> Check.failed(METADATA, "target-unreachable", "The EHR does not answer.");
        };
    }

    private static Check problemOf(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.AccessRefused refused -> access(refused.failure());
            case DeliveryOutcome.Unavailable unavailable -> access(unavailable.failure());
            case DeliveryOutcome.Retry retry -> access(retry.failure());
            case DeliveryOutcome.Refused refused -> access(refused.failure());
            case DeliveryOutcome.NotYet notYet -> access(notYet.failure());
            case DeliveryOutcome.Written written -> throw new IllegalArgumentException("no failure");
        };
    }

    private static Check access(Failure failure) {
        return Check.failed(ACCESS, failure.code(), failure.message());
    }
}
