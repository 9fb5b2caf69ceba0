package org.visita.booking.booking;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.booking.booking.domain.Cancellation;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.ids.Ids;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;

/** Bookings. */
@Path(BookingResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class BookingResource {

    static final String PATH = "/v1/bookings";

    @Inject
    CurrentCaller callers;

    @Inject
    IdempotentPost posts;

    @Inject
    AwaitReferences references;

    @Inject
    CreateBooking createBooking;

    @Inject
    RescheduleBooking rescheduleBooking;

    @Inject
    CancelBooking cancelBooking;

    @Inject
    FindBookings findBookings;

    @POST
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.create", resource = "Booking")
    public Uni<Response> create(@RestHeader("Idempotency-Key") String key, BookingJson json) {
        Caller caller = callers.get();
        VisitWish wish = BookingJson.toWish(json);
        return references
                .await(caller.clinic(), wish)
                .chain(() -> posts.once(
                        caller,
                        key,
                        "POST " + PATH,
                        json,
                        () -> createBooking
                                .create(caller, wish)
                                .chain(done -> findBookings.view(caller.clinic(), done)),
                        view -> render(Response.created(URI.create(PATH + "/" + view.id())), view)));
    }

    @GET
    @PermissionsAllowed("bookings:read")
    public Uni<Response> list(
            @RestQuery String patient,
            @RestQuery String practitioner,
            @RestQuery String location,
            @RestQuery String status,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        BookingFilter filter = BookingFilter.of(patient, practitioner, location, status, from, to);
        return findBookings
                .list(callers.get().clinic(), filter, PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("bookings:read")
    public Uni<Response> read(@RestPath String id) {
        return findBookings.one(callers.get().clinic(), known(id)).map(view -> render(Response.ok(), view));
    }

    @POST
    @Path("/{id}/reschedule")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.reschedule", resource = "Booking")
    public Uni<Response> reschedule(
            @RestPath String id,
            @RestHeader("Idempotency-Key") String key,
            @RestHeader("If-Match") String ifMatch,
            RescheduleJson json) {
        Caller caller = callers.get();
        UUID booking = known(id);
        RescheduleJson to = RescheduleJson.checked(json);
        return references
                .await(caller.clinic(), to)
                .chain(() -> posts.once(
                        caller,
                        key,
                        "POST " + PATH + "/" + id + "/reschedule",
                        json,
                        () -> rescheduleBooking
                                .reschedule(caller, booking, ifMatch, to)
                                .chain(done -> findBookings.view(caller.clinic(), done)),
                        view -> render(Response.ok(), view)));
    }

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.cancel", resource = "Booking")
    public Uni<Response> cancel(
            @RestPath String id,
            @RestHeader("Idempotency-Key") String key,
            @RestHeader("If-Match") String ifMatch,
            CancelJson json) {
        Caller caller = callers.get();
        UUID booking = known(id);
        Cancellation why = CancelJson.checked(json);
        return posts.once(
                caller,
                key,
                "POST " + PATH + "/" + id + "/cancel",
                json,
                () -> cancelBooking
                        .cancel(caller, booking, ifMatch, why)
                        .chain(done -> findBookings.view(caller.clinic(), done)),
                view -> render(Response.ok(), view));
    }

    private static UUID known(String id) {
        return Ids.parse(id).orElseThrow(() -> Refusal.notFound().asException());
    }

    private static Response render(Response.ResponseBuilder response, BookingView view) {
        return response.header("ETag", Etags.of(view.version())).entity(view).build();
    }
}
