package org.visita.booking.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.UrlUtil;
import java.util.List;
import java.util.Map;
import org.visita.fhirkit.FhirResource.SearchParameter;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.FieldError;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/** The headers that make an update or a creation depend on what is there. HAPI leaves most of them to us. */
final class Conditions {

    private Conditions() {}

    /** The version that the caller has seen, as the use cases compare it; null if it does not say. */
    static String ifMatch(RequestDetails request) {
        String sent = request.getHeader("If-Match");
        // FHIR writes its ETags weak; the number in it is what counts.
        return sent == null ? null : sent.strip().replaceFirst("^W/", "");
    }

    /** FHIR changes the current version only; HAPI would pass over the one in the address. */
    static void refuseVersionInAddress(RequestDetails request) {
        if (request.getRequestPath().contains("/_history")) {
            throw CommonRefusal.METHOD_NOT_ALLOWED
                    .because("Say the version in If-Match.")
                    .asException();
        }
    }

    /** Nothing was found that could be at a version. */
    static void requireNoVersion(RequestDetails request) {
        if (request.getHeader("If-Match") != null) {
            throw CommonRefusal.STALE_VERSION
                    .because("Nothing meets the criteria, at no version.")
                    .asException();
        }
    }

    /**
     * {@code If-None-Match: *} says: only if there is none yet.
     *
     * @param found fails if there is none
     */
    static void refuseIfOnlyNew(RequestDetails request, Runnable found) {
        String sent = request.getHeader("If-None-Match");
        if (sent != null && sent.strip().equals("*")) {
            found.run();
            throw FhirProblem.ALREADY_THERE
                    .because("It is there, and was to be created only.")
                    .asException();
        }
    }

    /** The parameters of a conditional address, all of which have to be known: one that is ignored meets too much. */
    static Map<String, String[]> criteria(String url) {
        Map<String, String[]> parameters = UrlUtil.parseQueryString(url.substring(url.indexOf('?') + 1));
        List<String> known =
                AppointmentSearch.PARAMETERS.stream().map(SearchParameter::name).toList();
        List<FieldError> errors = parameters.keySet().stream()
                .filter(name -> !known.contains(name.contains(":") ? name.substring(0, name.indexOf(':')) : name))
                .map(name ->
                        new FieldError("?" + (name.length() > 40 ? name.substring(0, 40) : name), "is not known here"))
                .toList();
        if (!errors.isEmpty() || parameters.isEmpty()) {
            throw refused(errors);
        }
        return parameters;
    }

    private static RefusedException refused(List<FieldError> errors) {
        return errors.isEmpty()
                ? Refusal.invalid("", "has a condition without criteria").asException()
                : Refusal.invalid(errors).asException();
    }
}
