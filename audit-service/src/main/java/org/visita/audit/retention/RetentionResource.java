package org.visita.audit.retention;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.Caller;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.problem.Refusal;

/** For how long the caller's clinic keeps its trail. */
@Path("/v1/audit/retention")
public class RetentionResource {

    static final int LEAST = 12;
    static final int MOST = 1200;

    @Inject
    CurrentCaller callers;

    @Inject
    Retentions retentions;

    /** @param months for which an entry is kept, counted from when it was recorded; 12 to 1200 */
    @Schema(name = "AuditRetention")
    public record Json(
            @Schema(required = true, minimum = "12", maximum = "1200")
            Integer months) {}

    @GET
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.retention.read", resource = "AuditRetention")
    public Uni<Json> read() {
        return retentions.of(callers.get().clinic()).map(Json::new);
    }

    @PUT
    @PermissionsAllowed("audit:write")
    @Audited(value = "audit.retention.set", resource = "AuditRetention")
    public Uni<Json> set(Json body) {
        Caller caller = callers.get();
        Integer months = body == null ? null : body.months();
        if (months == null || months < LEAST || months > MOST) {
            throw Refusal.invalid("/months", "is a number from " + LEAST + " to " + MOST)
                    .asException();
        }
        return retentions.set(caller.clinic(), months, caller.actor()).replaceWith(new Json(months));
    }
}
