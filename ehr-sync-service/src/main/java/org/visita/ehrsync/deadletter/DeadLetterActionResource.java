package org.visita.ehrsync.deadletter;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestPath;
import org.visita.ehrsync.delivery.DeliveryDispatcher;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.problem.Refusal;

/** What can be done about bookings that an EHR would not take. */
@Path("/v1/dead-letters")
public class DeadLetterActionResource {

    @Inject
    CurrentCaller caller;

    @Inject
    ReplayDeadLetter replayDeadLetter;

    @Inject
    DiscardDeadLetters discardDeadLetters;

    @Inject
    RestoreDeadLetter restoreDeadLetter;

    @Inject
    CommentOnDeadLetter commentOnDeadLetter;

    @Inject
    IdempotentPost idempotentPost;

    @Inject
    DeliveryDispatcher dispatcher;

    @POST
    @Path("/{id}/replay")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "dead-letter.replay", resource = "DeadLetter")
    public Uni<Response> replay(@RestPath String id, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        UUID letter = known(id);
        return act(by, id, "replay", "", key, 202, () -> replayDeadLetter.replay(by.clinic(), letter))
                .invoke(dispatcher::wake);
    }

    @POST
    @Path("/{id}/discard")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "dead-letter.discard", resource = "DeadLetter")
    public Uni<Response> discard(
            @RestPath String id, NoteJson.Reason body, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        UUID letter = known(id);
        String reason = NoteJson.Reason.of(body);
        return act(by, id, "discard", reason, key, 200, () -> discardDeadLetters.one(by, letter, reason));
    }

    @POST
    @Path("/{id}/restore")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "dead-letter.restore", resource = "DeadLetter")
    public Uni<Response> restore(@RestPath String id, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        UUID letter = known(id);
        return act(by, id, "restore", "", key, 200, () -> restoreDeadLetter.restore(by.clinic(), letter));
    }

    /** The answer does not repeat the text: answers are kept, and need not hold what people wrote. */
    @POST
    @Path("/{id}/comments")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "dead-letter.comment", resource = "DeadLetter")
    public Uni<Response> comment(
            @RestPath String id, NoteJson.Comment body, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        UUID letter = known(id);
        String text = NoteJson.Comment.of(body);
        return idempotentPost.once(
                by,
                key,
                "POST /v1/dead-letters/" + id + "/comments",
                text,
                () -> commentOnDeadLetter.comment(by, letter, text),
                comment -> Response.status(201)
                        .entity(Map.of(
                                "id", comment.toString(), "by", by.actor().toString()))
                        .build());
    }

    /** Many at once, with one reason. */
    @POST
    @Path("/discards")
    @PermissionsAllowed("sync:operate")
    @Audited(value = "dead-letter.discard-all", resource = "DeadLetter")
    public Uni<Response> discardAll(NoteJson.Discards body, @HeaderParam("Idempotency-Key") String key) {
        Caller by = caller.get();
        if (body == null) {
            throw Refusal.invalid("", "is missing").asException();
        }
        DeadLetterFilter filter = body.checked();
        return idempotentPost.once(
                by,
                key,
                "POST /v1/dead-letters/discards",
                body,
                () -> discardDeadLetters.all(by, filter, body.reason().strip()),
                count -> Response.ok(Map.of("discarded", count, "more", count == DiscardDeadLetters.MOST))
                        .build());
    }

    private Uni<Response> act(
            Caller by, String id, String verb, Object body, String key, int status, Supplier<Uni<Void>> act) {
        return idempotentPost.once(
                by, key, "POST /v1/dead-letters/" + id + "/" + verb, body, act, done -> Response.status(status)
                        .entity(Map.of("id", id))
                        .build());
    }
}
