package org.visita.availability.slot;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.identity.CurrentCaller;

/** What is free. */
@Path("/v1/slots")
@Produces(MediaType.APPLICATION_JSON)
public class SlotResource {

    @Inject
    CurrentCaller callers;

    @Inject
    FindSlots findSlots;

    @GET
    @PermissionsAllowed("slots:read")
    public Uni<SlotsView> find(
            @RestQuery String visitType,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery String zone,
            @RestQuery String practitioner,
            @RestQuery String location,
            @RestQuery Integer limit) {
        return findSlots.find(
                callers.get().clinic(), SlotSearch.of(visitType, from, to, practitioner, location, zone, limit));
    }
}
