package org.visita.fhirkit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The request without what HAPI would make something else of than FHIR says. */
final class FhirRequest extends HttpServletRequestWrapper {

    /**
     * In turn: HAPI takes it for the id to update, whatever the address says; its seconds are too coarse to tell two
     * versions apart; HAPI repeats an update that was refused.
     */
    private static final Set<String> HIDDEN =
            Set.of("content-location", "if-modified-since", "x-retry-on-version-conflict");

    FhirRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getHeader(String name) {
        List<String> values = Collections.list(getHeaders(name));
        return values.isEmpty() ? null : values.getFirst();
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (HIDDEN.contains(key)) {
            return Collections.emptyEnumeration();
        }
        return key.equals("accept")
                ? Collections.enumeration(FhirMedia.accepted(Collections.list(super.getHeaders(name))))
                : super.getHeaders(name);
    }
}
