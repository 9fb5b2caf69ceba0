package org.visita.audit.search;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
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
    @Audited(value = "audit.search", resource = "AuditEntry")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AuditPageView.class)))
    public Uni<Response> search(
            @BeanParam AskedEntries asked, @RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        return find.search(callers.get().clinic(), asked.filter(), PageRequest.of(limit, cursor))
                .map(found -> PageLinks.respond(AuditPageView.of(found), found.next(), uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.read", resource = "AuditEntry")
    public Uni<AuditEntryView> read(@RestPath String id) {
        return Uni.createFrom()
                .item(() -> known(id))
                .chain(known -> find.byId(callers.get().clinic(), known))
                .map(AuditEntryView::of);
    }
}
