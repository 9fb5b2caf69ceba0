package org.visita.availability.override;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.availability.catalog.CatalogRequests;
import org.visita.availability.catalog.Filter;
import org.visita.kit.audit.Audited;

/** Other hours of a practitioner at a location on one date. */
@Path(OverrideResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class OverrideResource {

    static final String PATH = "/v1/overrides";

    @Inject
    CatalogRequests requests;

    @POST
    @PermissionsAllowed("catalog:write")
    @Audited(value = "override.create", resource = "Override")
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestQuery boolean dryRun, OverrideJson content) {
        return requests.create(PATH, key, dryRun, content);
    }

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "override.list", resource = "Override")
    public Uni<Response> list(
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @RestQuery String practitioner,
            @RestQuery String location,
            @Context UriInfo uri) {
        return requests.list(
                OverrideJson.TYPE, limit, cursor, uri, Filter.practitioner(practitioner), Filter.location(location));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("catalog:read")
    @Audited(value = "override.read", resource = "Override")
    public Uni<Response> read(@RestPath String id) {
        return requests.read(id, OverrideJson.TYPE);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "override.replace", resource = "Override")
    public Uni<Response> replace(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery boolean dryRun,
            OverrideJson content) {
        return requests.replace(id, ifMatch, dryRun, OverrideJson.TYPE, content);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "override.delete", resource = "Override")
    public Uni<Response> delete(
            @RestPath String id, @RestHeader("If-Match") String ifMatch, @RestQuery boolean dryRun) {
        return requests.delete(id, ifMatch, dryRun, OverrideJson.TYPE);
    }
}
