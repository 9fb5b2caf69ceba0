package org.visita.availability.equipment;

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

/** Devices of a location; each takes one visit at a time. */
@Path(EquipmentResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class EquipmentResource {

    static final String PATH = "/v1/equipment";

    @Inject
    CatalogRequests requests;

    @POST
    @PermissionsAllowed("catalog:write")
    @Audited(value = "equipment.create", resource = "Equipment")
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestQuery boolean dryRun, EquipmentJson content) {
        return requests.create(PATH, key, dryRun, content);
    }

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "equipment.list", resource = "Equipment")
    public Uni<Response> list(
            @RestQuery Integer limit, @RestQuery String cursor, @RestQuery String location, @Context UriInfo uri) {
        return requests.list(EquipmentJson.TYPE, limit, cursor, uri, Filter.location(location));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("catalog:read")
    @Audited(value = "equipment.read", resource = "Equipment")
    public Uni<Response> read(@RestPath String id) {
        return requests.read(id, EquipmentJson.TYPE);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "equipment.replace", resource = "Equipment")
    public Uni<Response> replace(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery boolean dryRun,
            EquipmentJson content) {
        return requests.replace(id, ifMatch, dryRun, EquipmentJson.TYPE, content);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "equipment.delete", resource = "Equipment")
    public Uni<Response> delete(
            @RestPath String id, @RestHeader("If-Match") String ifMatch, @RestQuery boolean dryRun) {
        return requests.delete(id, ifMatch, dryRun, EquipmentJson.TYPE);
    }
}
