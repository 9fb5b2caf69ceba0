package org.visita.booking.booking;

import static org.visita.kit.rest.PathIds.known;

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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.booking.booking.domain.Cancellation;
import org.visita.booking.booking.domain.Lifecycle;
import org.visita.kit.audit.AuditSubject;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.rest.PageLinks;

/** Bookings: to make, find, move and cancel. */
@Path(BookingResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class BookingResource {

    static final String PATH = "/v1/bookings";

    @Inject
    CurrentCaller callers;

    @Inject
    BookingPost post;

    @Inject
    AwaitReferences references;

    @Inject
    BookAtOnce bookAtOnce;

    @Inject
    CreateBooking createBooking;

    @Inject
    BookHold bookHold;

    @Inject
    RescheduleBooking rescheduleBooking;

    @Inject
    ChangeRoom changeRoom;

    @Inject
    CancelBooking cancelBooking;

    @Inject
    FindBookings findBookings;

    @Inject
    AuditSubject subject;

    @POST
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.create", resource = "Booking")
    @APIResponseSchema(BookingView.class)
    public Uni<Response> create(
            @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch, BookingJson json) {
        Caller caller = callers.get();
        Act act = Act.api(caller);
        BookingJson.checked(json);
        subject.about(json.patientId());
        if (json.holdId() != null) {
            return post.created(
                    caller,
                    key,
                    PATH,
                    json,
                    BookingPost.READY,
                    () -> bookHold.book(act, json.hold(), ifMatch, json.toHeldVisit()));
        }
        VisitWish wish = json.toWish();
        references.requireCatalog();
        return post.created(
                caller,
                key,
                PATH,
                json,
                answering -> bookAtOnce.book(act, wish, answering),
                () -> post.created(
                        caller,
                        key,
                        PATH,
                        json,
                        references.await(caller.clinic(), wish),
                        () -> createBooking.create(act, wish)));
    }

    @GET
    @PermissionsAllowed("bookings:read")
    @Audited(value = "booking.list", resource = "Booking")
    public Uni<Response> list(
            @RestQuery String patient,
            @RestQuery String practitioner,
            @RestQuery String location,
            @RestQuery List<String> status,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery String changedSince,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        BookingFilter filter = BookingFilter.of(patient, practitioner, location, status, from, to, changedSince);
        return findBookings
                .list(Act.api(callers.get()), filter, PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("bookings:read")
    @Audited(value = "booking.read", resource = "Booking")
    @APIResponseSchema(BookingView.class)
    public Uni<Response> read(@RestPath String id) {
        return findBookings.one(Act.api(callers.get()), known(id)).map(view -> BookingPost.render(Response.ok(), view));
    }

    @GET
    @Path("/{id}/history")
    @PermissionsAllowed("bookings:read")
    @Audited(value = "booking.history", resource = "Booking")
    public Uni<HistoryView> history(@RestPath String id) {
        return findBookings.history(Act.api(callers.get()), known(id));
    }

    @POST
    @Path("/{id}/reschedule")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.reschedule", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> reschedule(
            @RestPath String id,
            @RestHeader("Idempotency-Key") String key,
            @RestHeader("If-Match") String ifMatch,
            RescheduleJson json) {
        Caller caller = callers.get();
        UUID booking = known(id);
        MoveWish to = RescheduleJson.checked(json).toWish();
        return post.changed(
                caller,
                key,
                PATH + "/" + id + "/reschedule",
                json,
                references.await(caller.clinic(), to),
                () -> rescheduleBooking.reschedule(Act.api(caller), booking, ifMatch, to));
    }

    @POST
    @Path("/{id}/room")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.room", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> room(
            @RestPath String id,
            @RestHeader("Idempotency-Key") String key,
            @RestHeader("If-Match") String ifMatch,
            RoomJson json) {
        Caller caller = callers.get();
        UUID booking = known(id);
        UUID room = RoomJson.checked(json);
        Act act = Act.api(caller);
        // Before the booking is looked for: what sort of caller may do it does not depend on it.
        act.require(Lifecycle.CHANGE_ROOM);
        return post.changed(
                caller,
                key,
                PATH + "/" + id + "/room",
                json,
                // The booking first: a stranger is to hear that there is none, and nothing about rooms.
                findBookings.one(act, booking).chain(() -> references.awaitRoom(caller.clinic(), room)),
                () -> changeRoom.change(act, booking, ifMatch, room));
    }

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.cancel", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> cancel(
            @RestPath String id,
            @RestHeader("Idempotency-Key") String key,
            @RestHeader("If-Match") String ifMatch,
            CancelJson json) {
        Caller caller = callers.get();
        UUID booking = known(id);
        Cancellation why = CancelJson.checked(json);
        return post.changed(
                caller,
                key,
                PATH + "/" + id + "/cancel",
                json,
                BookingPost.READY,
                () -> cancelBooking.cancel(Act.api(caller), booking, ifMatch, why));
    }
}
