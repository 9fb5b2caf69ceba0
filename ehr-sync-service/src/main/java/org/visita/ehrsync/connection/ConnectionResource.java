package org.visita.ehrsync.connection;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.Etags;
import org.visita.kit.rest.PageLinks;

/** The EHRs of a clinic. */
@Path("/v1/connections")
public class ConnectionResource {

    @Inject
    CurrentCaller caller;

    @Inject
    CreateConnection createConnection;

    @Inject
    ChangeConnection changeConnection;

    @Inject
    PauseConnection pauseConnection;

    @Inject
    ResumeConnection resumeConnection;

    @Inject
    DeleteConnection deleteConnection;

    @Inject
    TestConnection testConnection;

    @Inject
    FindConnections findConnections;

    @Inject
    TargetAddress targets;

    @Inject
    IdempotentPost idempotentPost;

    @Inject
    DeliveryDispatcher dispatcher;

    @POST
    @PermissionsAllowed("sync:operate")
    @Audited(value = "connection.create", resource = "Connection")
    public Uni<Response> create(ConnectionJson.Wanted body, @HeaderParam("Idempotency-Key") String key) {
        ConnectionJson.Wanted wanted = checked(body);
        Caller by = caller.get();
        return idempotentPost
                .once(
                        by,
                        key,
                        "POST /v1/connections",
                        wanted,
                        () -> createConnection
                                .create(by.clinic(), wanted)
                                .chain(created -> findConnections.one(by.clinic(), created.id())),
                        view -> Response.created(URI.create("/v1/connections/" + view.id()))
                                .entity(view)
                                .header("ETag", Etags.of(view.version()))
                                .build())
                .invoke(dispatcher::wake);
    }

    @GET
    @PermissionsAllowed("sync:read")
    @Audited(value = "connection.list", resource = "Connection")
    public Uni<Response> list(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        return findConnections
                .list(caller.get().clinic(), PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("sync:read")
    @Audited(value = "connection.read", resource = "Connection")
    public Uni<Response> one(@RestPath String id) {
        return findConnections.one(caller.get().clinic(), known(id)).map(ConnectionResource::render);
    }

    @PUT
    @Path("/{id}")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "connection.change", resource = "Connection")
    public Uni<Response> change(
            @RestPath String id, ConnectionJson.Wanted body, @HeaderParam("If-Match") String ifMatch) {
        String clinic = caller.get().clinic();
        return changeConnection
                .change(clinic, known(id), checked(body), ifMatch)
                .chain(changed -> findConnections.one(clinic, changed.id()))
                .invoke(dispatcher::wake)
                .map(ConnectionResource::render);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "connection.delete", resource = "Connection")
    public Uni<Response> delete(@RestPath String id, @HeaderParam("If-Match") String ifMatch) {
        return deleteConnection
                .delete(caller.get().clinic(), known(id), ifMatch)
                .map(done -> Response.noContent().build());
    }

    /** Public keys only: what the EHR is given to check our signatures with. */
    @GET
    @Path("/{id}/jwks")
    @PermissionsAllowed("sync:read")
    @Audited(value = "connection.jwks", resource = "Connection")
    public Uni<ConnectionJson.Jwks> jwks(@RestPath String id) {
        return findConnections.one(caller.get().clinic(), known(id)).map(ConnectionJson.Jwks::of);
    }

    @POST
    @Path("/{id}/test")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "connection.test", resource = "Connection")
    public Uni<Response> test(@RestPath String id, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        ConnectionKey connection = new ConnectionKey(by.clinic(), known(id));
        // The EHR is asked before the transaction begins: no connection to the database waits for an EHR.
        return testConnection
                .look(connection.clinic(), connection.id())
                .chain(report -> idempotentPost.once(
                        by,
                        key,
                        "POST /v1/connections/" + id + "/test",
                        "",
                        () -> testConnection.keep(connection.clinic(), connection.id(), report),
                        found -> Response.ok(found).build()));
    }

    @POST
    @Path("/{id}/pause")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "connection.pause", resource = "Connection")
    public Uni<Response> pause(
            @RestPath String id, @HeaderParam("If-Match") String ifMatch, @HeaderParam("Idempotency-Key") String key) {
        return act(
                id,
                "pause",
                key,
                connection -> pauseConnection.byOperator(connection.clinic(), connection.id(), ifMatch));
    }

    @POST
    @Path("/{id}/resume")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "connection.resume", resource = "Connection")
    public Uni<Response> resume(
            @RestPath String id, @HeaderParam("If-Match") String ifMatch, @HeaderParam("Idempotency-Key") String key) {
        return act(
                        id,
                        "resume",
                        key,
                        connection -> resumeConnection.resume(connection.clinic(), connection.id(), ifMatch))
                .invoke(dispatcher::wake);
    }

    private Uni<Response> act(String id, String verb, String key, Function<ConnectionKey, Uni<Connection>> act) {
        Caller by = caller.get();
        ConnectionKey connection = new ConnectionKey(by.clinic(), known(id));
        return idempotentPost.once(
                by,
                key,
                "POST /v1/connections/" + id + "/" + verb,
                "",
                () -> act.apply(connection).chain(done -> findConnections.one(done.clinic(), done.id())),
                ConnectionResource::render);
    }

    private ConnectionJson.Wanted checked(ConnectionJson.Wanted body) {
        if (body == null) {
            throw Refusal.invalid("", "is missing").asException();
        }
        return body.checked(targets);
    }

    private static Response render(ConnectionJson.View view) {
        return Response.ok(view).header("ETag", Etags.of(view.version())).build();
    }
}
