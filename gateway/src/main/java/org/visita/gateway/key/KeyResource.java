package org.visita.gateway.key;

import io.quarkus.hibernate.reactive.panache.Panache;
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
import java.time.Clock;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.rest.PageLinks;

/**
 * The API keys of the caller's clinic; for a platform operator, of any. What was begun is ended and answered for the audit
 * trail, also if its caller has left.
 */
@Cancellable(false)
@Path(KeyResource.PATH)
public class KeyResource {

    static final String PATH = "/v1/keys";

    @Inject
    CurrentCaller callers;

    @Inject
    Keys keys;

    @Inject
    CreateKey create;

    @Inject
    ChangeKey change;

    @Inject
    RotateKey rotate;

    @Inject
    ChangeKeyStatus changeStatus;

    @Inject
    KeyViews views;

    @Inject
    Clock clock;

    @POST
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.create", resource = "Key")
    public Uni<Response> create(@RestHeader("Idempotency-Key") String idempotencyKey, KeyJson.Request request) {
        return create.create(callers.get(), idempotencyKey, request);
    }

    @GET
    @PermissionsAllowed("keys:read")
    @Audited(value = "key.list", resource = "Key")
    public Uni<Response> list(
            @RestQuery String clinicId,
            @RestQuery String status,
            @RestQuery String label,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        PageRequest page = PageRequest.of(limit, cursor);
        KeyFilter filter = KeyFilter.of(status, label);
        String clinic = clinicOf(callers.get(), clinicId);
        return Panache.withSession(() -> keys.page(clinic, filter, clock.instant(), page))
                .map(found ->
                        Page.of(found, page, key -> Long.toString(key.seq)).map(views::of))
                .map(found -> PageLinks.respond(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("keys:read")
    @Audited(value = "key.read", resource = "Key")
    public Uni<Response> read(@RestPath String id) {
        Caller caller = callers.get();
        return Panache.withSession(() -> keys.get(caller, id)).map(views::respond);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.change", resource = "Key")
    public Uni<Response> change(@RestPath String id, @RestHeader("If-Match") String ifMatch, KeyJson.Change request) {
        return change.change(callers.get(), id, ifMatch, request);
    }

    @POST
    @Path("/{id}/rotate")
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.rotate", resource = "Key")
    public Uni<Response> rotate(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestHeader("Idempotency-Key") String idempotencyKey,
            KeyJson.Rotation request) {
        return rotate.rotate(callers.get(), id, ifMatch, idempotencyKey, request);
    }

    @POST
    @Path("/{id}/disable")
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.disable", resource = "Key")
    public Uni<Response> disable(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        return changeStatus.disable(callers.get(), id, ifMatch, idempotencyKey);
    }

    @POST
    @Path("/{id}/enable")
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.enable", resource = "Key")
    public Uni<Response> enable(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        return changeStatus.enable(callers.get(), id, ifMatch, idempotencyKey);
    }

    @POST
    @Path("/{id}/revoke")
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.revoke", resource = "Key")
    public Uni<Response> revoke(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        return changeStatus.revoke(callers.get(), id, ifMatch, idempotencyKey);
    }

    private static String clinicOf(Caller caller, String asked) {
        if (asked == null || asked.equals(caller.clinic())) {
            return caller.clinic();
        }
        if (!Scope.PLATFORM_OPERATE.isOf(caller)) {
            throw CommonRefusal.FORBIDDEN
                    .because("Only a platform operator sees keys of another clinic.")
                    .asException();
        }
        return asked;
    }
}
