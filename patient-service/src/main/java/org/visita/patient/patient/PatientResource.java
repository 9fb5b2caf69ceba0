package org.visita.patient.patient;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;
import org.visita.patient.patient.PatientJson.Request;
import org.visita.patient.patient.PatientJson.View;
import org.visita.patient.sealing.ClinicKeys;

/** People who are, or may become, patients of the caller's clinic. */
@Path(PatientResource.PATH)
public class PatientResource {

    static final String PATH = "/v1/patients";

    @Inject
    CurrentCaller callers;

    @Inject
    ClinicKeys keys;

    @Inject
    IdempotentPost posts;

    @Inject
    CreatePatient create;

    @Inject
    UpdatePatient update;

    @Inject
    FindPatients find;

    @Inject
    Clock clock;

    @POST
    @PermissionsAllowed("patients:write")
    @Audited(value = "patient.create", resource = "Patient")
    public Uni<Response> create(@RestHeader("Idempotency-Key") String idempotencyKey, Request body) {
        Caller caller = callers.get();
        PatientDetails details = PatientCheck.check(body, clock);
        return keys.of(caller.clinic())
                .chain(key -> posts.once(
                        caller,
                        idempotencyKey,
                        "POST " + PATH,
                        body,
                        () -> create.create(caller.clinic(), key, details),
                        patient -> render(Response.created(URI.create(PATH + "/" + patient.id())), patient)));
    }

    @GET
    @PermissionsAllowed("patients:read")
    @Audited(value = "patient.search", resource = "Patient")
    public Uni<Response> search(
            @RestQuery String identifier,
            @RestQuery String familyName,
            @RestQuery String birthDate,
            @RestQuery String phone,
            @RestQuery String email,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        PatientSearch search = PatientSearch.of(identifier, familyName, birthDate, phone, email);
        return find.search(callers.get().clinic(), search, PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page.map(View::of), uri));
    }

    /** Also for ehr-sync, which may look at one person at a time and at no list. */
    @GET
    @Path("/{id}")
    @PermissionsAllowed({"patients:read", "patients:identify"})
    @Audited(value = "patient.read", resource = "Patient")
    public Uni<Response> read(@RestPath String id) {
        return find.byId(callers.get().clinic(), known(id)).map(patient -> render(Response.ok(), patient));
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("patients:write")
    @Audited(value = "patient.update", resource = "Patient")
    public Uni<Response> update(@RestPath String id, @RestHeader("If-Match") String ifMatch, Request body) {
        Etags.require(ifMatch);
        Caller caller = callers.get();
        UUID patientId = known(id);
        PatientDetails details = PatientCheck.check(body, clock);
        return keys.of(caller.clinic())
                .chain(key -> update.update(caller.clinic(), key, patientId, ifMatch, details))
                .map(patient -> render(Response.ok(), patient));
    }

    private static Response render(Response.ResponseBuilder response, Patient patient) {
        return response.header("ETag", Etags.of(patient.version()))
                .entity(View.of(patient))
                .build();
    }
}
