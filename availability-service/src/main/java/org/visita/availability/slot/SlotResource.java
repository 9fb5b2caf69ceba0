package org.visita.availability.slot;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.rest.PageLinks;

/** What is free. */
@Path("/v1/slots")
@Produces(MediaType.APPLICATION_JSON)
public class SlotResource {

    @Inject
    CurrentCaller callers;

    @Inject
    FindSlots findSlots;

    @Inject
    FindFirstSlots findFirstSlots;

    @GET
    @PermissionsAllowed("slots:read")
    @Audited(value = "slot.search", resource = "Slot")
    @APIResponseSchema(SlotsView.class)
    public Uni<Response> find(
            @RestQuery String visitType,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery String zone,
            @RestQuery String practitioner,
            @RestQuery String location,
            @RestQuery String specialty,
            @RestQuery String modality,
            @RestQuery String language,
            @RestQuery String patient,
            @RestQuery String groupBy,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        SearchFindings findings = SearchFindings.of(uri);
        Wish wish = Wish.of(findings, practitioner, location, specialty, modality, language, patient, zone);
        SlotSearch search = SlotSearch.of(findings, wish, visitType, from, to, groupBy, limit, cursor);
        return findSlots.find(callers.get(), search).map(found -> PageLinks.respond(found, found.next(), uri));
    }

    @GET
    @Path("/first")
    @PermissionsAllowed("slots:read")
    @Audited(value = "slot.first", resource = "Slot")
    public Uni<FirstSlotsView> first(
            @RestQuery String visitType,
            @RestQuery String from,
            @RestQuery String zone,
            @RestQuery String practitioner,
            @RestQuery String location,
            @RestQuery String specialty,
            @RestQuery String modality,
            @RestQuery String language,
            @RestQuery String patient,
            @Context UriInfo uri) {
        SearchFindings findings = SearchFindings.of(uri);
        Wish wish = Wish.of(findings, practitioner, location, specialty, modality, language, patient, zone);
        FirstSearch search = FirstSearch.of(findings, wish, visitType, from);
        return findFirstSlots.find(callers.get(), search);
    }
}
