package org.visita.fhirkit;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.visita.kit.identity.Caller;

/** From a HAPI method to a use case and back. */
public final class FhirCalls {

    private static final String CALLER = FhirCalls.class.getName() + ".caller";
    private static final String ACTION = FhirCalls.class.getName() + ".action";
    private static final String ETAG = FhirCalls.class.getName() + ".etag";
    private static final String SUBJECT = FhirCalls.class.getName() + ".subject";
    private static final String PATIENT = FhirCalls.class.getName() + ".patient";

    private FhirCalls() {}

    /**
     * Runs the work on the event loop and waits for it. The one place where a thread waits for a result: HAPI wants one,
     * and has threads of its own for that, bounded by {@link FhirLoad}.
     */
    public static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Who asks; {@link FhirAccess} has seen the token. */
    public static Caller caller(RequestDetails request) {
        return (Caller) request.getUserData().get(CALLER);
    }

    static void setCaller(RequestDetails request, Caller caller) {
        request.getUserData().put(CALLER, caller);
    }

    /** Says what is done, where only the content of the request tells; for the audit trail. */
    public static void setAction(RequestDetails request, String action) {
        request.getUserData().put(ACTION, action);
    }

    /** @param declared of the operation, if its method did not say anything more exact */
    static String action(RequestDetails request, String declared) {
        return (String) request.getUserData().getOrDefault(ACTION, declared);
    }

    /** Says which version is read; for its ETag, where HAPI does not send one by itself. */
    public static void setVersion(RequestDetails request, int version) {
        request.getUserData().put(ETAG, "W/\"" + version + "\"");
    }

    /** Null if no version was read. */
    static String etag(RequestDetails request) {
        return (String) request.getUserData().get(ETAG);
    }

    /** Says what it is done to, where the address does not tell; for the audit trail. */
    public static void setSubject(RequestDetails request, String id) {
        request.getUserData().put(SUBJECT, id);
    }

    static String subject(RequestDetails request) {
        String fromPath = request.getId() == null ? null : request.getId().getIdPart();
        return (String) request.getUserData().getOrDefault(SUBJECT, fromPath);
    }

    /** Says whom it is about; for the audit trail. Null if that is nobody. */
    public static void setPatient(RequestDetails request, String id) {
        if (id != null) {
            request.getUserData().put(PATIENT, id);
        }
    }

    /** Null if no patient is known. */
    static String patient(RequestDetails request) {
        return (String) request.getUserData().get(PATIENT);
    }
}
