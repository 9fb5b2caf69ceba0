package org.visita.ehrsync.deadletter;

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
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.ids.Ids;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.PageLinks;

/** Bookings that an EHR would not take. */
@Path("/v1/dead-letters")
public class DeadLetterResource {

    @Inject
    CurrentCaller caller;

    @Inject
    FindDeadLetters findDeadLetters;

    @Inject
    ReplayDeadLetter replayDeadLetter;

    @Inject
    IdempotentPost idempotentPost;

    @Inject
    DeliveryDispatcher dispatcher;

    @GET
    @PermissionsAllowed("sync:read")
    public Uni<Response> list(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        return findDeadLetters
                .list(caller.get().clinic(), PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @POST
    @Path("/{id}/replay")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "dead-letter.replay", resource = "DeadLetter")
    public Uni<Response> replay(@RestPath String id, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        UUID deadLetter = Ids.parse(id).orElseThrow(() -> Refusal.notFound().asException());
        return idempotentPost
                .once(
                        by,
                        key,
                        "POST /v1/dead-letters/" + id + "/replay",
                        "",
                        () -> replayDeadLetter.replay(by.clinic(), deadLetter),
                        done -> Response.accepted(Map.of("id", id)).build())
                .invoke(dispatcher::wake);
    }
}
