package org.visita.fhirkit;

import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import io.undertow.util.RequestTooBigException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.visita.kit.problem.CommonRefusal;

/** Says what is wrong with a body that cannot be read whole; HAPI would say that something is. */
final class BoundedRequest extends ServletRequestDetails {

    BoundedRequest(IInterceptorBroadcaster interceptors) {
        super(interceptors);
    }

    /** HAPI passes over a format that it does not know, and fails late over one that it cannot write. */
    @Override
    public void setParameters(Map<String, String[]> parameters) {
        Map<String, String[]> own = new HashMap<>(parameters);
        String[] formats = own.get("_format");
        boolean spoken = formats == null || Stream.of(formats).allMatch(FhirMedia::isSpoken);
        if (!spoken) {
            own.remove("_format");
        }
        super.setParameters(own);
        if (!spoken) {
            throw FhirMedia.notAcceptable();
        }
    }

    /** As it came: what is packed may be a thousand times as long when it is unpacked. */
    @Override
    protected byte[] getByteStreamRequestContents() {
        try {
            return getInputStream().readAllBytes();
        } catch (RequestTooBigException tooBig) {
            throw CommonRefusal.TOO_LARGE.because("Send less at once.").asException();
        } catch (IOException broken) {
            throw CommonRefusal.INVALID_REQUEST.because("The body broke off.").asException();
        }
    }
}
