package org.visita.gateway.key;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.Page;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;

/** The API keys of the caller's clinic. */
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
    ChangeKeyStatus status;

    @POST
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.create", resource = "Key")
    public Uni<Response> create(@RestHeader("Idempotency-Key") String idempotencyKey, KeyJson.Request request) {
        return create.create(callers.get(), idempotencyKey, request);
    }

    @GET
    @PermissionsAllowed("keys:read")
    public Uni<Response> list(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        PageRequest page = PageRequest.of(limit, cursor);
        String clinic = callers.get().clinic();
        return Panache.withSession(() -> keys.page(clinic, page))
                .map(found ->
                        Page.of(found, page, key -> Long.toString(key.seq)).map(KeyJson.View::of))
                .map(found -> PageLinks.respond(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("keys:read")
    public Uni<Response> read(@RestPath String id) {
        String clinic = callers.get().clinic();
        return Panache.withSession(() -> keys.get(clinic, id)).map(KeyResource::render);
    }

    @POST
    @Path("/{id}/disable")
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.disable", resource = "Key")
    public Uni<Response> disable(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        return status.disable(callers.get(), id, ifMatch, idempotencyKey);
    }

    @POST
    @Path("/{id}/enable")
    @PermissionsAllowed("keys:write")
    @Audited(value = "key.enable", resource = "Key")
    public Uni<Response> enable(
            @RestPath String id,
            @RestHeader("If-Match") String ifMatch,
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        return status.enable(callers.get(), id, ifMatch, idempotencyKey);
    }

    static Response render(AccessKeyEntity key) {
        return Response.ok(KeyJson.View.of(key))
                .header("ETag", Etags.of(key.version))
                .build();
    }
}
