package org.visita.fhirkit;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletException;
import java.io.IOException;

/**
 * Runs FHIR requests in a Vert.x context and a CDI request of their own. The servlet's thread shares both with the event
 * loop; what is done there on behalf of a request, and goes on when it has been answered, would end them while the
 * filters around the servlet still need them.
 */
@Singleton
class OwnContext {

    /** What a servlet does. */
    interface Work {
        void run() throws ServletException, IOException;
    }

    private final CurrentVertxRequest current;
    private final CurrentIdentityAssociation identities;

    @Inject
    OwnContext(CurrentVertxRequest current, CurrentIdentityAssociation identities) {
        this.current = current;
        this.identities = identities;
    }

    /** On this thread, for the same caller and in the same trace. */
    void run(Work work) throws ServletException, IOException {
        RoutingContext request = current.getCurrent();
        Uni<SecurityIdentity> caller = identities.getDeferredIdentity();
        Context trace = Context.current();
        ManagedContext requests = Arc.container().requestContext();
        ContextInternal own = (ContextInternal) VertxContext.createNewDuplicatedContext();
        ContextInternal before = own.beginDispatch();
        Scope traced = trace.makeCurrent();
        ContextState state = requests.activate();
        try {
            current.setCurrent(request);
            identities.setIdentity(caller);
            work.run();
        } finally {
            requests.destroy(state);
            traced.close();
            own.endDispatch(before);
        }
    }
}
