package org.visita.availability.schedule;

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

/** Weekly hours of a practitioner at a location. */
@Path(ScheduleResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class ScheduleResource {

    static final String PATH = "/v1/schedules";

    @Inject
    CatalogRequests requests;

    @POST
    @PermissionsAllowed("catalog:write")
    @Audited(value = "schedule.create", resource = "Schedule")
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestQuery boolean dryRun, ScheduleJson content) {
        return requests.create(PATH, key, dryRun, content);
    }

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "schedule.list", resource = "Schedule")
    public Uni<Response> list(
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @RestQuery String practitioner,
            @RestQuery String location,
            @Context UriInfo uri) {
        return requests.list(
                ScheduleJson.TYPE, limit, cursor, uri, Filter.practitioner(practitioner), Filter.location(location));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("catalog:read")
    @Audited(value = "schedule.read", resource = "Schedule")
    public Uni<Response> read(@RestPath String id) {
        return requests.read(id, ScheduleJson.TYPE);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "schedule.replace", resource = "Schedule")
    public Uni<Response> replace(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery boolean dryRun,
            ScheduleJson content) {
        return requests.replace(id, ifMatch, dryRun, ScheduleJson.TYPE, content);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "schedule.delete", resource = "Schedule")
    public Uni<Response> delete(
            @RestPath String id, @RestHeader("If-Match") String ifMatch, @RestQuery boolean dryRun) {
        return requests.delete(id, ifMatch, dryRun, ScheduleJson.TYPE);
    }
}
