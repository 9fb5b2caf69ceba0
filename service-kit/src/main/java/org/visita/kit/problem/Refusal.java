package org.visita.kit.problem;

import java.time.Duration;
import java.util.List;

/**
 * A refusal is a value: it is decided where the rule is, and rendered at the edge, as a problem document (RFC 9457) or
 * as a FHIR OperationOutcome.
 *
 * @param code which entry of the closed list
 * @param detail a sentence about this occurrence; names no person and quotes no input
 * @param errors where the input is wrong; empty unless the input is at fault
 * @param alternatives what the caller may ask for instead, rendered as they are; empty where there is nothing to offer
 * @param retryAfter when it may be worth trying again; null where time cures nothing
 */
public record Refusal(
        RefusalCode code, String detail, List<FieldError> errors, List<?> alternatives, Duration retryAfter) {

    public Refusal {
        errors = List.copyOf(errors);
        alternatives = List.copyOf(alternatives);
    }

    public Refusal(RefusalCode code, String detail) {
        this(code, detail, List.of(), List.of(), null);
    }

    /** The input is wrong at one place. */
    public static Refusal invalid(String pointer, String detail) {
        return new Refusal(
                CommonRefusal.INVALID_REQUEST,
                "The request has an error.",
                List.of(new FieldError(pointer, detail)),
                List.of(),
                null);
    }

    /** The input is wrong at these places. */
    public static Refusal invalid(List<FieldError> errors) {
        return new Refusal(
                CommonRefusal.INVALID_REQUEST,
                "The request has " + errors.size() + " error(s).",
                errors,
                List.of(),
                null);
    }

    /** The input names something that is not there, or that the caller may not know of. */
    public static Refusal unknownReference(String pointer) {
        return new Refusal(
                CommonRefusal.UNKNOWN_REFERENCE,
                "The request names something that is not there.",
                List.of(new FieldError(pointer, "is not known")),
                List.of(),
                null);
    }

    public static Refusal notFound() {
        return new Refusal(CommonRefusal.NOT_FOUND, "There is no such thing, or not for these credentials.");
    }

    public Refusal withAlternatives(List<?> offered) {
        return new Refusal(code, detail, errors, offered, retryAfter);
    }

    public Refusal retryAfter(Duration delay) {
        return new Refusal(code, detail, errors, alternatives, delay);
    }

    /** To leave a transaction or a chain with. */
    public RefusedException asException() {
        return new RefusedException(this);
    }
}
