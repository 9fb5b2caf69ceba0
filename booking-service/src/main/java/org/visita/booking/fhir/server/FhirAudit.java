package org.visita.booking.fhir.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;

/** Writes the audit entry of an operation that is {@link Audited}, when its answer stands, as the REST API does. */
@Singleton
public class FhirAudit {

    private static final String STARTED = FhirAudit.class.getName() + ".started";

    private final FhirAccess access;
    private final AuditTrail trail;
    private final Clock clock;

    @Inject
    FhirAudit(FhirAccess access, AuditTrail trail, Clock clock) {
        this.access = access;
        this.trail = trail;
        this.clock = clock;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    public void begin(ServletRequestDetails request) {
        request.getUserData().put(STARTED, clock.millis());
    }

    @Hook(Pointcut.SERVER_PROCESSING_COMPLETED)
    public void end(ServletRequestDetails request) {
        access.operation(request)
                .map(method -> method.getAnnotation(Audited.class))
                .filter(audited -> !FhirCalls.action(request, audited.value()).equals(FhirCalls.NOTHING))
                .ifPresent(audited -> record(request, audited));
    }

    private void record(ServletRequestDetails request, Audited audited) {
        Caller caller = FhirCalls.caller(request);
        int status = request.getServletResponse().getStatus();
        long started = (long) request.getUserData().getOrDefault(STARTED, clock.millis());
        trail.record(new AuditTrail.Act(
                caller == null ? null : caller.clinic(),
                caller == null ? null : caller.actor(),
                FhirCalls.action(request, audited.value()),
                audited.resource(),
                FhirCalls.subject(request),
                AuditTrail.outcome(status),
                FhirRefusals.code(request),
                request.getHeader("X-Client-Address"),
                request.getHeader("X-Request-Id"),
                Math.max(0, clock.millis() - started)));
    }
}
