package org.visita.audit.entry;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.ids.Ids;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.PageLinks;

/** The audit trail of the caller's clinic. There is no way to write here. */
@Path("/v1/audit")
public class AuditResource {

    @Inject
    CurrentCaller callers;

    @Inject
    FindEntries find;

    @GET
    @PermissionsAllowed("audit:read")
    public Uni<Response> search(
            @RestQuery String actor,
            @RestQuery String resourceType,
            @RestQuery String resourceId,
            @RestQuery String action,
            @RestQuery String outcome,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        EntryFilter filter = EntryFilter.of(actor, resourceType, resourceId, action, outcome, from, to);
        return find.search(callers.get().clinic(), filter, PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page.map(AuditEntryView::of), uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("audit:read")
    public Uni<AuditEntryView> read(@RestPath String id) {
        return Uni.createFrom()
                .item(() -> Ids.parse(id).orElseThrow(() -> Refusal.notFound().asException()))
                .chain(known -> find.byId(callers.get().clinic(), known))
                .map(AuditEntryView::of);
    }
}
