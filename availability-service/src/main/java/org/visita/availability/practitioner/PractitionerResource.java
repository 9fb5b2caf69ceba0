package org.visita.availability.practitioner;

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

/** Those who see patients. */
@Path(PractitionerResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class PractitionerResource {

    static final String PATH = "/v1/practitioners";

    @Inject
    CatalogRequests requests;

    @POST
    @PermissionsAllowed("catalog:write")
    @Audited(value = "practitioner.create", resource = "Practitioner")
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestQuery boolean dryRun, PractitionerJson content) {
        return requests.create(PATH, key, dryRun, content);
    }

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "practitioner.list", resource = "Practitioner")
    public Uni<Response> list(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        return requests.list(PractitionerJson.TYPE, limit, cursor, uri);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("catalog:read")
    @Audited(value = "practitioner.read", resource = "Practitioner")
    public Uni<Response> read(@RestPath String id) {
        return requests.read(id, PractitionerJson.TYPE);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "practitioner.replace", resource = "Practitioner")
    public Uni<Response> replace(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestQuery boolean dryRun,
            PractitionerJson content) {
        return requests.replace(id, ifMatch, dryRun, PractitionerJson.TYPE, content);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("catalog:write")
    @Audited(value = "practitioner.delete", resource = "Practitioner")
    public Uni<Response> delete(
            @RestPath String id, @RestHeader("If-Match") String ifMatch, @RestQuery boolean dryRun) {
        return requests.delete(id, ifMatch, dryRun, PractitionerJson.TYPE);
    }
}
