package org.visita.ehrsync.unreadable;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.ehrsync.deadletter.NoteJson;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.PageLinks;

/** Records on {@code booking.events} that are no booking events. */
@Path("/v1/unreadable-records")
public class UnreadableResource {

    private static final List<String> STATES = List.of("open", "replayed", "discarded");

    @Inject
    CurrentCaller caller;

    @Inject
    FindUnreadable findUnreadable;

    @Inject
    HandleUnreadable handleUnreadable;

    @Inject
    IdempotentPost idempotentPost;

    @Inject
    DeliveryDispatcher dispatcher;

    @GET
    @PermissionsAllowed("sync:read")
    @Audited(value = "unreadable-record.list", resource = "UnreadableRecord")
    public Uni<Response> list(
            @RestQuery String state, @RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        if (state != null && !STATES.contains(state)) {
            throw Refusal.invalid("?state", "is one of " + String.join(", ", STATES))
                    .asException();
        }
        return findUnreadable
                .list(caller.get().clinic(), state == null ? "open" : state, PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    /** Audited, although it only reads: nobody knows what stands in bytes that nobody could read. */
    @GET
    @Path("/{id}")
    @PermissionsAllowed("sync:read")
    @Audited(value = "unreadable-record.read", resource = "UnreadableRecord")
    public Uni<UnreadableJson.Item> one(@RestPath String id) {
        return findUnreadable.one(caller.get().clinic(), known(id));
    }

    @POST
    @Path("/{id}/replay")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "unreadable-record.replay", resource = "UnreadableRecord")
    public Uni<Response> replay(@RestPath String id, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        UUID record = known(id);
        return idempotentPost
                .once(
                        by,
                        key,
                        "POST /v1/unreadable-records/" + id + "/replay",
                        "",
                        () -> handleUnreadable.replay(by, record),
                        done -> Response.accepted(Map.of("id", id)).build())
                .invoke(dispatcher::wake);
    }

    @POST
    @Path("/{id}/discard")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "unreadable-record.discard", resource = "UnreadableRecord")
    public Uni<Response> discard(
            @RestPath String id, NoteJson.Reason body, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        UUID record = known(id);
        String reason = NoteJson.Reason.of(body);
        return idempotentPost.once(
                by,
                key,
                "POST /v1/unreadable-records/" + id + "/discard",
                reason,
                () -> handleUnreadable.discard(by, record, reason),
                done -> Response.ok(Map.of("id", id)).build());
    }
}
