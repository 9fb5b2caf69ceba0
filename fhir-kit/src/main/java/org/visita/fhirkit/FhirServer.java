package org.visita.fhirkit;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Failures;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.TraceIds;
import org.visita.kit.topics.EventJson;

/**
 * HAPI's plain server, below the context path {@code /fhir}. It runs on worker threads, beside the REST resources on the
 * event loop. The first request makes it: what is made at the start is made before there are settings.
 */
@WebServlet(name = "fhir", urlPatterns = "/R4/*")
public class FhirServer extends RestfulServer {

    private static final long serialVersionUID = 1;

    private static final Set<String> METHODS =
            Stream.of(RequestTypeEnum.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final transient CurrentVertxRequest current;
    private final transient OwnContext ownContext;
    private final transient FhirParameters parameters;
    private final transient FhirAudit audit;

    @Inject
    public FhirServer(
            FhirConfig config,
            CurrentVertxRequest current,
            OwnContext ownContext,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @All List<FhirResource> resources,
            FhirAccess access,
            FhirParameters parameters,
            FhirCapabilities capabilities,
            FhirRefusals refusals,
            FhirAudit audit) {
        super(FhirContext.forR4());
        this.current = current;
        this.ownContext = ownContext;
        this.parameters = parameters;
        this.audit = audit;
        getFhirContext().setParserErrorHandler(new StrictParsing());
        setServerName("Visita " + name);
        setServerVersion(version);
        setImplementationDescription("What belongs to one clinic, the caller's");
        setServerAddressStrategy(
                config.baseUrl().isPresent()
                        ? new HardcodedServerAddressStrategy(config.baseUrl().get())
                        : new ServerAddress());
        // Access comes first: whoever may not ask learns nothing of what is wrong with the question.
        List.of(access, parameters, capabilities, refusals, audit).forEach(this::registerInterceptor);
        setResourceProviders(List.copyOf(resources));
    }

    /** The statement names the address that this caller knows: one that was made for another is not for this one. */
    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        getServerConformanceMethod().setCacheMillis(0);
    }

    /** The thread is free again when this ends, however it ends; and what nobody caught below is no page of HTML. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RoutingContext admitted = current.getCurrent();
        try {
            if (METHODS.contains(request.getMethod())) {
                FhirMedia.check(request);
                ownContext.run(() -> super.service(new FhirRequest(request), response));
            } else {
                send(CommonRefusal.METHOD_NOT_ALLOWED.because("FHIR knows no such method."), request, response);
            }
        } catch (ServletException | RuntimeException | Error failure) {
            send(Failures.refusalOf(failure, request.getServletPath()), request, response);
        } finally {
            FhirLoad.release(admitted);
        }
    }

    private void send(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted()) {
            response.reset();
            response.setStatus(refusal.code().status());
            audit.turnedAway(request, response, refusal);
            response.setContentType(OperationOutcomeJson.MEDIA_TYPE);
            response.getOutputStream().write(EventJson.write(OperationOutcomeJson.of(refusal, TraceIds.current())));
        }
    }

    @Override
    protected ServletRequestDetails newRequestDetails(
            RequestTypeEnum method, HttpServletRequest request, HttpServletResponse response) {
        ServletRequestDetails details = new BoundedRequest(getInterceptorService());
        details.setServer(this);
        details.setRequestType(method);
        details.setServletRequest(request);
        details.setServletResponse(response);
        return details;
    }

    /** Nobody has to know which software this is. */
    @Override
    public void addHeadersToResponse(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
    }

    @Override
    protected void throwUnknownFhirOperationException(RequestDetails request, String path, RequestTypeEnum method) {
        // HAPI takes a parameter that it does not know for another operation.
        parameters.check(request);
        String operation = request.getOperation();
        throw operation != null && operation.startsWith("$")
                ? Refusal.notFound().asException()
                : CommonRefusal.METHOD_NOT_ALLOWED
                        .because("The CapabilityStatement at /metadata lists what there is.")
                        .asException();
    }

    @Override
    protected void throwUnknownResourceTypeException(String type) {
        throw Refusal.notFound().asException();
    }
}
