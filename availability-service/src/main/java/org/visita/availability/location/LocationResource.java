package org.visita.availability.location;

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
import org.visita.kit.audit.Audited;

/** Places where visits happen. */
@Path(LocationResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class LocationResource {

    static final String PATH = "/v1/locations";

    @Inject
    CatalogRequests requests;

    @POST
    @PermissionsAllowed("catalog:write")
    @Audited(value = "location.create", resource = "Location")
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestQuery boolean dryRun, LocationJson content) {
        return requests.create(PATH, key, dryRun, content);
    }

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "location.list", resource = "Location")
    public Uni<Response> list(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        return requests.list(LocationJson.TYPE, limit, cursor, uri);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("catalog:read")
    @Audited(value = "location.read", resource = "Location")
    public Uni<Response> read(@RestPath String id) {
        return requests.read(id, LocationJson.TYPE);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "location.replace", resource = "Location")
    public Uni<Response> replace(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery boolean dryRun,
            LocationJson content) {
        return requests.replace(id, ifMatch, dryRun, LocationJson.TYPE, content);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "location.delete", resource = "Location")
    public Uni<Response> delete(
            @RestPath String id, @RestHeader("If-Match") String ifMatch, @RestQuery boolean dryRun) {
        return requests.delete(id, ifMatch, dryRun, LocationJson.TYPE);
    }
}
