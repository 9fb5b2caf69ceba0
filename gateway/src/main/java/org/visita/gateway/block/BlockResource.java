package org.visita.gateway.block;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;

/**
 * Callers that are shut out for a time, by the gateway or by hand. What was begun is ended and answered for the audit
 * trail, also if its caller has left.
 */
@Cancellable(false)
@Path(BlockResource.PATH)
public class BlockResource {

    static final String PATH = "/v1/blocks";

    @Inject
    CurrentCaller callers;

    @Inject
    FindBlocks find;

    @Inject
    BlockByHand byHand;

    @Inject
    LiftBlock lift;

    @Inject
    IdempotentPost posts;

    @Inject
    BlockWrites writes;

    @Inject
    Clock clock;

    @GET
    @PermissionsAllowed("keys:read")
    @Audited(value = "block.list", resource = "Block")
    public Uni<Response> list(
            @RestQuery String kind,
            @RestQuery String active,
            @RestQuery String clinicId,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        return find.page(callers.get(), kind, clinicId, flag(active), PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("keys:read")
    @Audited(value = "block.read", resource = "Block")
    public Uni<Response> read(@RestPath String id) {
        return find.one(callers.get(), id).map(this::render);
    }

    @POST
    @PermissionsAllowed("keys:write")
    @Audited(value = "block.create", resource = "Block")
    public Uni<Response> create(@RestHeader("Idempotency-Key") String idempotencyKey, BlockJson.NewBlock request) {
        Caller caller = callers.get();
        BlockByHand.Order order = byHand.check(caller, request);
        return once(caller, idempotencyKey, "POST " + PATH, request, () -> byHand.block(caller, order), this::created);
    }

    @POST
    @Path("/{id}/lift")
    @PermissionsAllowed("keys:write")
    @Audited(value = "block.lift", resource = "Block")
    public Uni<Response> lift(
            @RestPath String id, @RestHeader("Idempotency-Key") String idempotencyKey, BlockJson.Lift request) {
        Caller caller = callers.get();
        UUID block = known(id);
        String reason = Reason.of(request == null ? null : request.reason());
        return once(
                caller,
                idempotencyKey,
                "POST " + PATH + "/" + id + "/lift",
                request,
                () -> lift.lift(caller, block, reason),
                this::render);
    }

    private Uni<Response> once(
            Caller caller,
            String idempotencyKey,
            String operation,
            Object body,
            Supplier<Uni<BlockEntity>> work,
            Function<BlockEntity, Response> render) {
        // Stays empty when a first answer is given again: then nothing was written.
        AtomicReference<BlockEntity> written = new AtomicReference<>();
        return posts.once(
                        caller,
                        idempotencyKey,
                        operation,
                        body,
                        () -> work.get().invoke(written::set),
                        render)
                .invoke(() -> {
                    if (written.get() != null) {
                        writes.spread(written.get());
                    }
                });
    }

    private Response created(BlockEntity row) {
        return Response.created(URI.create(PATH + "/" + row.id))
                .header("ETag", Etags.of(row.version))
                .entity(BlockJson.View.of(row, clock.instant()))
                .build();
    }

    private Response render(BlockEntity row) {
        return Response.ok(BlockJson.View.of(row, clock.instant()))
                .header("ETag", Etags.of(row.version))
                .build();
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.invalid("?active", "is true or false").asException();
        };
    }
}
