package org.visita.booking.booking;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.visita.kit.audit.AuditSubject;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;

/** Slots that are reserved for minutes, by whoever asks here. */
@Path(HoldResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class HoldResource {

    static final String PATH = "/v1/holds";

    @Inject
    CurrentCaller callers;

    @Inject
    BookingPost post;

    @Inject
    AwaitReferences references;

    @Inject
    HoldSlot holdSlot;

    @Inject
    ReleaseHold releaseHold;

    @Inject
    Holds holds;

    @Inject
    FindBookings findBookings;

    @Inject
    AuditSubject subject;

    @POST
    @PermissionsAllowed("bookings:write")
    @Audited(value = "hold.create", resource = "Booking")
    @APIResponseSchema(BookingView.class)
    public Uni<Response> create(@RestHeader("Idempotency-Key") String key, HoldJson json) {
        Caller caller = callers.get();
        VisitWish wish = HoldJson.checked(json).toWish();
        subject.about(json.patientId());
        return post.created(
                caller,
                key,
                PATH,
                json,
                references.await(caller.clinic(), wish),
                () -> holdSlot.hold(Act.api(caller), wish, json.ttl()));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("bookings:read")
    @Audited(value = "hold.read", resource = "Booking")
    @APIResponseSchema(BookingView.class)
    public Uni<Response> read(@RestPath String id) {
        Caller caller = callers.get();
        return holds.find(Act.api(caller), known(id))
                .chain(found -> findBookings.view(caller.clinic(), found))
                .map(view -> BookingPost.render(Response.ok(), view));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "hold.release", resource = "Booking")
    public Uni<Response> release(@RestPath String id, @RestHeader("If-Match") String ifMatch) {
        return releaseHold.release(Act.api(callers.get()), known(id), ifMatch).replaceWith(() -> Response.noContent()
                .build());
    }
}
