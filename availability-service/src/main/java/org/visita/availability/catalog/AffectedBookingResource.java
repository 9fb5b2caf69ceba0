package org.visita.availability.catalog;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.availability.catalog.CatalogJson.Reference;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.rest.PageLinks;

/** Upcoming bookings that the catalog, as it is now, would not have: for a desk to work through. */
@Path("/v1/affected-bookings")
@Produces(MediaType.APPLICATION_JSON)
public class AffectedBookingResource {

    @Inject
    CurrentCaller callers;

    @Inject
    ListAffectedBookings affected;

    @GET
    @PermissionsAllowed("catalog:read")
    @Audited(value = "affected-booking.list", resource = "Booking")
    @APIResponseSchema(AffectedPageJson.class)
    public Uni<Response> list(
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @RestQuery String practitioner,
            @RestQuery String location,
            @Context UriInfo uri) {
        Caller caller = callers.get();
        PageRequest page = PageRequest.of(limit, cursor);
        List<Reference> named = Filter.named(Filter.practitioner(practitioner), Filter.location(location));
        return Panache.withSession(() -> affected.list(caller, named, page))
                .map(found -> PageLinks.respond(found, found.next(), uri));
    }
}
