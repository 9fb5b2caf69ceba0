package org.visita.kit.audit;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Whom the running request is about, where neither its address nor its answer tells. */
@ApplicationScoped
public class AuditSubject {

    private static final String PATIENT = AuditSubject.class.getName() + ".patient";

    private final CurrentVertxRequest current;

    @Inject
    AuditSubject(CurrentVertxRequest current) {
        this.current = current;
    }

    /** For the entry of the request, if one is running. Null says nothing. */
    public void about(String patientId) {
        RoutingContext request = request();
        if (patientId != null && request != null) {
            request.put(PATIENT, patientId);
        }
    }

    /** Of the running request; null if nobody said. */
    public String patient() {
        return of(request());
    }

    private RoutingContext request() {
        return Arc.container().requestContext().isActive() ? current.getCurrent() : null;
    }

    /** Null if nobody said. */
    static String of(RoutingContext request) {
        return request == null ? null : request.get(PATIENT);
    }
}
