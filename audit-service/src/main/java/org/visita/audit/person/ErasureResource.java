package org.visita.audit.person;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestHeader;
import org.visita.kit.audit.Audited;
import org.visita.kit.idempotency.IdempotentPost;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.problem.Refusal;

/** Makes entries forget whom they are about. What was done stays, and its chain. */
@Path(ErasureResource.PATH)
public class ErasureResource {

    static final String PATH = "/v1/audit/erasures";
    private static final int LONGEST = 255;

    @Inject
    CurrentCaller callers;

    @Inject
    IdempotentPost posts;

    @Inject
    ErasePerson erase;

    /** @param patientId whose details are erased */
    @Schema(name = "AuditErasureRequest")
    public record Request(
            @Schema(required = true, maxLength = LONGEST) String patientId) {}

    /** @param entries about the person; 0 where nobody is known by that id, or not any more */
    @Schema(name = "AuditErasure")
    public record View(long entries) {}

    // The answer does not name the patient: the entry of this very request would be about it again.
    @POST
    @PermissionsAllowed("audit:write")
    @Audited(value = "person.erase", resource = "Person")
    public Uni<Response> erase(@RestHeader("Idempotency-Key") String idempotencyKey, Request body) {
        Caller caller = callers.get();
        String patientId = body == null ? null : body.patientId();
        if (patientId == null || patientId.isBlank() || patientId.length() > LONGEST) {
            throw Refusal.invalid("/patientId", "has 1 to " + LONGEST + " characters")
                    .asException();
        }
        return posts.once(
                caller,
                idempotencyKey,
                "POST " + PATH,
                body,
                () -> erase.erase(caller.clinic(), patientId),
                entries -> Response.ok(new View(entries)).build());
    }
}
