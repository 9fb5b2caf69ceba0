package org.visita.booking.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.visita.fhirkit.FhirCalls;
import org.visita.kit.identity.Caller;

/**
 * A POST as the memory of first answers knows it.
 *
 * @param key of {@code Idempotency-Key}, null if none was sent
 * @param path what is posted to
 */
record Posting(Caller caller, String key, String path) {

    static final String PATH = "/fhir/R4/Appointment";

    /** @param below the path of the resource type; may be empty */
    static Posting of(RequestDetails request, String below) {
        return new Posting(
                FhirCalls.caller(request),
                request.getHeader("Idempotency-Key"),
                below.isEmpty() ? PATH : PATH + "/" + below);
    }
}
