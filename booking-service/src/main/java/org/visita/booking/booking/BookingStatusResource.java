package org.visita.booking.booking;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.visita.booking.booking.domain.Booking;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;

/** The acts that only take a booking to another state; {@code docs/booking-states.md} has the table. */
@Path(BookingResource.PATH + "/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class BookingStatusResource {

    /** One act of a use case. */
    private interface StatusAct {
        Uni<Booking> of(Act act, UUID booking, String ifMatch);
    }

    @Inject
    CurrentCaller callers;

    @Inject
    BookingPost post;

    @Inject
    ChangeStatus changeStatus;

    @Inject
    UndoNoShow undoNoShow;

    @POST
    @Path("/confirm")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.confirm", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> confirm(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/confirm", changeStatus::confirm);
    }

    @POST
    @Path("/decline")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.decline", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> decline(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/decline", changeStatus::decline);
    }

    @POST
    @Path("/check-in")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.check-in", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> checkIn(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/check-in", changeStatus::checkIn);
    }

    @POST
    @Path("/undo-check-in")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.undo-check-in", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> undoCheckIn(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/undo-check-in", changeStatus::undoCheckIn);
    }

    @POST
    @Path("/fulfil")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.fulfil", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> fulfil(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/fulfil", changeStatus::fulfil);
    }

    @POST
    @Path("/no-show")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.no-show", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> noShow(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/no-show", changeStatus::noShow);
    }

    @POST
    @Path("/undo-no-show")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.undo-no-show", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> undoNoShow(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/undo-no-show", undoNoShow::undo);
    }

    @POST
    @Path("/enter-in-error")
    @PermissionsAllowed("bookings:write")
    @Audited(value = "booking.enter-in-error", resource = "Booking")
    @APIResponseSchema(value = BookingView.class, responseCode = "200")
    public Uni<Response> enterInError(
            @RestPath String id, @RestHeader("Idempotency-Key") String key, @RestHeader("If-Match") String ifMatch) {
        return change(id, key, ifMatch, "/enter-in-error", changeStatus::enterInError);
    }

    private Uni<Response> change(String id, String key, String ifMatch, String path, StatusAct act) {
        Caller caller = callers.get();
        UUID booking = known(id);
        return post.changed(
                caller,
                key,
                BookingResource.PATH + "/" + id + path,
                null,
                BookingPost.READY,
                () -> act.of(Act.api(caller), booking, ifMatch));
    }
}
