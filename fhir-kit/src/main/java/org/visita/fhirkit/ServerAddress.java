package org.visita.fhirkit;

import ca.uhn.fhir.rest.server.IncomingRequestAddressStrategy;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Where the caller reaches this server: as the gateway says, else as the request does. */
final class ServerAddress extends IncomingRequestAddressStrategy {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final Pattern SCHEME = Pattern.compile("https?");

    @Override
    public String determineServerBase(ServletContext context, HttpServletRequest request) {
        String host = request == null ? null : request.getHeader("X-Forwarded-Host");
        String scheme = request == null ? null : request.getHeader("X-Forwarded-Proto");
        if (host == null
                || scheme == null
                || !HOST.matcher(host).matches()
                || !SCHEME.matcher(scheme).matches()) {
            return super.determineServerBase(context, request);
        }
        return scheme + "://" + host + request.getContextPath() + request.getServletPath();
    }
}
