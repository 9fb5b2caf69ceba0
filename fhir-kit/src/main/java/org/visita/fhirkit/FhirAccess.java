package org.visita.fhirkit;

import ca.uhn.fhir.context.ConfigurationException;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.OperationMethodBinding;
import ca.uhn.fhir.rest.server.provider.ServerCapabilityStatementProvider;
import io.quarkus.security.AuthenticationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/** Lets through whoever has a token of the gateway with the operation's scope, as below {@code /v1}. */
@Singleton
public class FhirAccess {

    private static final Set<RestOperationTypeEnum> READING = Set.of(
            RestOperationTypeEnum.READ,
            RestOperationTypeEnum.VREAD,
            RestOperationTypeEnum.SEARCH_TYPE,
            RestOperationTypeEnum.METADATA);

    private final Map<String, Method> operations = new ConcurrentHashMap<>();
    private final CurrentCaller callers;
    private final AuditTrail trail;

    @Inject
    FhirAccess(CurrentCaller callers, AuditTrail trail) {
        this.callers = callers;
        this.trail = trail;
    }

    /**
     * An operation that does not say who may call it, or is not audited, keeps the server from answering anything.
     *
     * @return null for what HAPI brings along and nobody asked for, such as pages of stored searches
     */
    @Hook(Pointcut.SERVER_PROVIDER_METHOD_BOUND)
    public BaseMethodBinding bind(BaseMethodBinding binding) {
        if (!(binding.getProvider() instanceof FhirResource)) {
            // What can be done here is no secret, and says nothing of any clinic.
            return binding.getProvider() instanceof ServerCapabilityStatementProvider ? binding : null;
        }
        Method method = binding.getMethod();
        if (!method.isAnnotationPresent(Scope.class) || !method.isAnnotationPresent(Audited.class)) {
            throw new ConfigurationException(method + " lacks @Scope or @Audited");
        }
        if (binding instanceof OperationMethodBinding operation) {
            boolean ofOne = Stream.of(method.getParameters()).anyMatch(sent -> sent.isAnnotationPresent(IdParam.class));
            operations.put(key(binding.getResourceName(), operation.getName(), ofOne), method);
        } else {
            operations.put(
                    key(
                            binding.getResourceName(),
                            binding.getRestOperationType().name(),
                            false),
                    method);
            if (binding.getRestOperationType() == RestOperationTypeEnum.VREAD) {
                operations.put(key(binding.getResourceName(), RestOperationTypeEnum.READ.name(), false), method);
            }
        }
        return binding;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void check(RequestDetails request) {
        if (isAboutTheServer(request)) {
            return;
        }
        Caller caller = caller();
        FhirCalls.setCaller(request, caller);
        String scope = operation(request)
                .map(method -> method.getAnnotation(Scope.class).value())
                .orElseThrow(() -> new IllegalStateException("an operation that was not bound is called"));
        if (!caller.scopes().contains(scope)) {
            throw CommonRefusal.FORBIDDEN
                    .because("The scope for this operation is missing.")
                    .asException();
        }
        // The door has seen to it for those that it carries.
        if (!READING.contains(request.getRestOperationType()) && !callers.throughDoor()) {
            trail.refuseIfBehind();
        }
    }

    /** Whether the door carries the request; not if its credentials were not accepted. */
    boolean throughDoor() {
        try {
            return callers.throughDoor();
        } catch (RuntimeException notAccepted) {
            return false;
        }
    }

    /** Null if nobody is known to have asked. */
    Caller callerIfKnown() {
        try {
            return callers.get();
        } catch (RuntimeException notAccepted) {
            return null;
        }
    }

    /** The method that the request is for; empty if it is the server's own. */
    Optional<Method> operation(RequestDetails request) {
        String operation = request.getOperation();
        boolean named = operation != null && operation.startsWith("$");
        return Optional.ofNullable(operations.get(key(
                request.getResourceName(),
                named ? operation : String.valueOf(request.getRestOperationType()),
                named && request.getId() != null)));
    }

    /** @param ofOne for an operation on one resource; that on the type of the same name is another one */
    private static String key(String resource, String name, boolean ofOne) {
        return resource + (ofOne ? "/ " : " ") + name;
    }

    static boolean isAboutTheServer(RequestDetails request) {
        return request.getRestOperationType() == RestOperationTypeEnum.METADATA
                || "OperationDefinition".equals(request.getResourceName());
    }

    private Caller caller() {
        try {
            return callers.get();
        } catch (RefusedException refused) {
            throw refused;
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof AuthenticationException || cause instanceof SecurityException) {
                    throw CommonRefusal.UNAUTHENTICATED
                            .because("A valid token is needed.")
                            .asException();
                }
            }
            throw failure;
        }
    }
}
