package org.visita.availability.timeoff;

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

/** When practitioners see nobody, anywhere. */
@Path(TimeOffResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class TimeOffResource {

    static final String PATH = "/v1/time-off";

    @Inject
    CatalogRequests requests;

    @POST
    @PermissionsAllowed("catalog:write")
    @Audited(value = "time-off.create", resource = "TimeOff")
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestQuery boolean dryRun, TimeOffJson content) {
        return requests.create(PATH, key, dryRun, content);
    }

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "time-off.list", resource = "TimeOff")
    public Uni<Response> list(
            @RestQuery Integer limit, @RestQuery String cursor, @RestQuery String practitioner, @Context UriInfo uri) {
        return requests.list(TimeOffJson.TYPE, limit, cursor, uri, Filter.practitioner(practitioner));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("catalog:read")
    @Audited(value = "time-off.read", resource = "TimeOff")
    public Uni<Response> read(@RestPath String id) {
        return requests.read(id, TimeOffJson.TYPE);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "time-off.replace", resource = "TimeOff")
    public Uni<Response> replace(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery boolean dryRun,
            TimeOffJson content) {
        return requests.replace(id, ifMatch, dryRun, TimeOffJson.TYPE, content);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "time-off.delete", resource = "TimeOff")
    public Uni<Response> delete(
            @RestPath String id, @RestHeader("If-Match") String ifMatch, @RestQuery boolean dryRun) {
        return requests.delete(id, ifMatch, dryRun, TimeOffJson.TYPE);
    }
}
