package org.visita.ehrsync.replay;

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
import java.net.URI;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.PageLinks;

/** Many dead letters on their way again, at a bounded rate. */
@Path("/v1/replays")
public class ReplayResource {

    @Inject
    CurrentCaller caller;

    @Inject
    StartReplay startReplay;

    @Inject
    FindReplays findReplays;

    @Inject
    CancelReplay cancelReplay;

    @Inject
    IdempotentPost idempotentPost;

    @POST
    @PermissionsAllowed("sync:operate")
    @Audited(value = "replay.start", resource = "Replay")
    public Uni<Response> start(ReplayJson.Wanted body, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        if (body == null) {
            throw Refusal.invalid("", "is missing").asException();
        }
        ReplayJson.Plan plan = body.checked();
        return idempotentPost.once(
                by,
                key,
                "POST /v1/replays",
                body,
                () -> startReplay.start(by, plan).chain(id -> findReplays.one(by.clinic(), id)),
                view -> Response.accepted(view)
                        .location(URI.create("/v1/replays/" + view.id()))
                        .build());
    }

    @GET
    @PermissionsAllowed("sync:read")
    @Audited(value = "replay.list", resource = "Replay")
    public Uni<Response> list(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        return findReplays
                .list(caller.get().clinic(), PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("sync:read")
    @Audited(value = "replay.read", resource = "Replay")
    public Uni<ReplayJson.View> one(@RestPath String id) {
        return findReplays.one(caller.get().clinic(), known(id));
    }

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "replay.cancel", resource = "Replay")
    public Uni<Response> cancel(@RestPath String id, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        Replays.Key replay = new Replays.Key(by.clinic(), known(id));
        return idempotentPost.once(
                by,
                key,
                "POST /v1/replays/" + id + "/cancel",
                "",
                () -> cancelReplay.cancel(replay).chain(() -> findReplays.one(by.clinic(), replay.id())),
                view -> Response.ok(view).build());
    }
}
