package org.visita.fhirkit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Optional;
import org.visita.kit.audit.AuditFilter;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.audit.AuditSubject;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.audit.Audited;
import org.visita.kit.audit.AuditedAct;
import org.visita.kit.identity.Caller;
import org.visita.kit.problem.Refusal;

/**
 * Leaves an entry of each request, as the REST API does: tells the door by a header of the answer what was done, or
 * writes it here if no door carries the request.
 */
@Singleton
public class FhirAudit {

    private static final String STARTED = FhirAudit.class.getName() + ".started";
    private static final String WRITTEN = FhirAudit.class.getName() + ".written";
    private static final String TOKEN_REFUSED = "service.token-refused";

    private final FhirAccess access;
    private final AuditTrail trail;
    private final AuditSubject subject;
    private final Clock clock;

    @Inject
    FhirAudit(FhirAccess access, AuditTrail trail, AuditSubject subject, Clock clock) {
        this.access = access;
        this.trail = trail;
        this.subject = subject;
        this.clock = clock;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    public void begin(ServletRequestDetails request) {
        request.getUserData().put(STARTED, clock.millis());
    }

    /** While headers can still be written. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void answered(ServletRequestDetails request, ResponseDetails response) {
        tellDoor(request, response.getResponseCode());
    }

    /** As {@link #answered}; before the hook that ends the answer to a read of what has not changed. */
    @Hook(value = Pointcut.SERVER_HANDLE_EXCEPTION, order = -1)
    public void refused(ServletRequestDetails request, BaseServerResponseException failure) {
        tellDoor(request, failure.getStatusCode());
    }

    /** Of what is turned away before FHIR is spoken, or failed in a way that FHIR has no words for. */
    void turnedAway(HttpServletRequest request, HttpServletResponse response, Refusal refusal) {
        AuditedAct act = act(request, access.callerIfKnown(), refusal);
        if (access.throughDoor()) {
            response.setHeader(AuditNote.HEADER, AuditNote.of(act).toHeader());
        } else if (request.getAttribute(WRITTEN) == null) {
            trail.record(act);
        }
    }

    private static AuditedAct act(HttpServletRequest request, Caller caller, Refusal refusal) {
        boolean refused = caller == null && request.getHeader("Authorization") != null;
        return new AuditedAct(
                caller == null ? null : caller.clinic(),
                caller == null ? null : caller.actor(),
                refused ? TOKEN_REFUSED : AuditFilter.REFUSED,
                AuditFilter.REQUEST,
                null,
                null,
                AuditTrail.outcome(refusal.code().status()),
                refusal.code().code(),
                request.getRemoteAddr(),
                null,
                null,
                0);
    }

    @Hook(Pointcut.SERVER_PROCESSING_COMPLETED)
    public void end(ServletRequestDetails request) {
        if (!access.throughDoor()) {
            request.getServletRequest().setAttribute(WRITTEN, true);
            trail.record(act(request, request.getServletResponse().getStatus()));
        }
    }

    private void tellDoor(ServletRequestDetails request, int status) {
        if (access.throughDoor()) {
            request.getServletResponse()
                    .setHeader(
                            AuditNote.HEADER, AuditNote.of(act(request, status)).toHeader());
        }
    }

    private AuditedAct act(ServletRequestDetails request, int status) {
        Caller caller = FhirCalls.caller(request);
        Optional<Audited> audited = access.operation(request).map(method -> method.getAnnotation(Audited.class));
        boolean ofServer = FhirAccess.isAboutTheServer(request);
        // The door's entry, if it has sent it, is that of the request.
        boolean refused = status == 401 && request.getHeader("Authorization") != null;
        long started = (long) request.getUserData().getOrDefault(STARTED, clock.millis());
        return new AuditedAct(
                caller == null ? null : caller.clinic(),
                caller == null ? null : caller.actor(),
                refused
                        ? TOKEN_REFUSED
                        : audited.map(declared -> FhirCalls.action(request, declared.value()))
                                .orElse(ofServer ? "metadata.read" : AuditFilter.REFUSED),
                audited.map(Audited::resource).orElse(ofServer ? "CapabilityStatement" : AuditFilter.REQUEST),
                FhirCalls.subject(request),
                Optional.ofNullable(FhirCalls.patient(request)).orElseGet(subject::patient),
                AuditTrail.outcome(status),
                status < 400
                        ? null
                        : Optional.ofNullable(FhirRefusals.code(request)).orElse("http-" + status),
                // Headers would be the caller's own words, as no door has checked them.
                request.getServletRequest().getRemoteAddr(),
                null,
                null,
                Math.max(0, clock.millis() - started));
    }
}
