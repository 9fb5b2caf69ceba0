package org.visita.fhirkit;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusalRenderer;

/**
 * Beside a servlet, Quarkus REST passes on the paths that it does not know, and at the end of the line stands a page of
 * HTML. This comes before that page.
 */
@ApplicationScoped
class UnknownPaths {

    void register(@Observes Router router) {
        router.route().last().handler(request -> RefusalRenderer.send(Refusal.notFound(), request));
    }
}
