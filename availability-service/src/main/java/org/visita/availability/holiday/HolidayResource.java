package org.visita.availability.holiday;

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

/** Dates on which locations are closed. */
@Path(HolidayResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class HolidayResource {

    static final String PATH = "/v1/holidays";

    @Inject
    CatalogRequests requests;

    @POST
    @PermissionsAllowed("catalog:write")
    @Audited(value = "holiday.create", resource = "Holiday")
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestQuery boolean dryRun, HolidayJson content) {
        return requests.create(PATH, key, dryRun, content);
    }

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "holiday.list", resource = "Holiday")
    public Uni<Response> list(
            @RestQuery Integer limit, @RestQuery String cursor, @RestQuery String location, @Context UriInfo uri) {
        return requests.list(HolidayJson.TYPE, limit, cursor, uri, Filter.location(location));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("catalog:read")
    @Audited(value = "holiday.read", resource = "Holiday")
    public Uni<Response> read(@RestPath String id) {
        return requests.read(id, HolidayJson.TYPE);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "holiday.replace", resource = "Holiday")
    public Uni<Response> replace(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery boolean dryRun,
            HolidayJson content) {
        return requests.replace(id, ifMatch, dryRun, HolidayJson.TYPE, content);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "holiday.delete", resource = "Holiday")
    public Uni<Response> delete(
            @RestPath String id, @RestHeader("If-Match") String ifMatch, @RestQuery boolean dryRun) {
        return requests.delete(id, ifMatch, dryRun, HolidayJson.TYPE);
    }
}
