package org.visita.ehrsync.deadletter;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.ids.Ids;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.PageLinks;

/** Bookings that an EHR would not take: to look at. What can be done about them is in {@link DeadLetterActionResource}. */
@Path("/v1/dead-letters")
public class DeadLetterResource {

    @Inject
    CurrentCaller caller;

    @Inject
    FindDeadLetters findDeadLetters;

    @Inject
    FindIssues findIssues;

    @Inject
    ReadDeadLetter readDeadLetter;

    @GET
    @PermissionsAllowed("sync:read")
    @Audited(value = "dead-letter.list", resource = "DeadLetter")
    public Uni<Response> list(
            @RestQuery String connection,
            @RestQuery String code,
            @RestQuery String cause,
            @RestQuery("class") String deadClass,
            @RestQuery String booking,
            @RestQuery List<String> state,
            @RestQuery String from,
            @RestQuery String to,
            @RestQuery Integer limit,
            @RestQuery String cursor,
            @Context UriInfo uri) {
        var asked = new DeadLetterFilter.Asked(connection, code, cause, deadClass, booking, state, from, to);
        DeadLetterFilter filter = DeadLetterFilter.of(asked, name -> "?" + name);
        return findDeadLetters
                .list(caller.get().clinic(), filter, PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @GET
    @Path("/issues")
    @PermissionsAllowed("sync:read")
    @Audited(value = "dead-letter.issues", resource = "DeadLetter")
    public Uni<Response> issues(
            @RestQuery String connection, @RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        var asked = new DeadLetterFilter.Asked(connection, null, null, null, null, null, null, null);
        DeadLetterFilter filter = DeadLetterFilter.of(asked, name -> "?" + name);
        return findIssues
                .list(caller.get().clinic(), filter, PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    /** Audited, although it only reads: the EHR's Appointment may say more about a person than we ever store. */
    @GET
    @Path("/{id}")
    @PermissionsAllowed("sync:read")
    @Audited(value = "dead-letter.read", resource = "DeadLetter")
    public Uni<DeadLetterItem> one(@RestPath String id) {
        return readDeadLetter.read(caller.get().clinic(), Ids.parse(id).orElseThrow(() -> Refusal.notFound()
                .asException()));
    }
}
