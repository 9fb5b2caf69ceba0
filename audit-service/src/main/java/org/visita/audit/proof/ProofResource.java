package org.visita.audit.proof;

import static org.visita.kit.rest.PathIds.known;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.visita.kit.audit.Audited;
import org.visita.kit.identity.CurrentCaller;
import org.visita.kit.paging.PageRequest;
import org.visita.kit.problem.Refusal;
import org.visita.kit.rest.PageLinks;

/** What proves the audit trail of the caller's clinic, to the caller and to others. */
@Path("/v1/audit")
public class ProofResource {

    @Inject
    CurrentCaller callers;

    @Inject
    FindCheckpoints find;

    @Inject
    ProveEntries prove;

    @Inject
    VerifyTrail verify;

    @Inject
    SigningKeys keys;

    @GET
    @Path("/checkpoints")
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.checkpoints", resource = "Audit")
    public Uni<Response> checkpoints(@RestQuery Integer limit, @RestQuery String cursor, @Context UriInfo uri) {
        return find.list(callers.get().clinic(), PageRequest.of(limit, cursor))
                .map(page -> PageLinks.respond(page, uri));
    }

    @GET
    @Path("/checkpoints/{size}")
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.checkpoints", resource = "Audit")
    public Uni<CheckpointView> checkpoint(@RestPath String size) {
        return Uni.createFrom()
                .item(() -> sizeOf(size))
                .chain(known -> find.bySize(callers.get().clinic(), known));
    }

    @GET
    @Path("/{id}/proof")
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.prove", resource = "Audit")
    public Uni<InclusionView> proof(@RestPath String id) {
        return Uni.createFrom()
                .item(() -> known(id))
                .chain(known -> prove.inclusion(callers.get().clinic(), known));
    }

    @GET
    @Path("/consistency")
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.prove", resource = "Audit")
    public Uni<ConsistencyView> consistency(@RestQuery Long from, @RestQuery Long to) {
        return Uni.createFrom().deferred(() -> {
            if (from == null || from < 1) {
                throw Refusal.invalid("?from", "is the size of a checkpoint").asException();
            }
            if (to == null || to < from) {
                throw Refusal.invalid("?to", "is the size of the same checkpoint, or a later one")
                        .asException();
            }
            return prove.consistency(callers.get().clinic(), from, to);
        });
    }

    @GET
    @Path("/keys")
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.keys", resource = "Audit")
    public KeysView keys() {
        return KeysView.of(keys.all());
    }

    @GET
    @Path("/verify")
    @PermissionsAllowed("audit:read")
    @Audited(value = "audit.verify", resource = "Audit")
    public Uni<VerificationView> verify(@RestQuery Long from, @RestQuery Long to) {
        return Uni.createFrom().deferred(() -> {
            long first = from == null ? 1 : from;
            long last = to == null ? Long.MAX_VALUE : to;
            if (first < 1) {
                throw Refusal.invalid("?from", "is a position, from 1 on").asException();
            }
            if (last < first) {
                throw Refusal.invalid("?to", "is a position, not before the first")
                        .asException();
            }
            return verify.verify(callers.get().clinic(), first, last);
        });
    }

    /** What is no size of a checkpoint names nothing. */
    private static long sizeOf(String size) {
        if (!size.matches("[1-9][0-9]{0,15}")) {
            throw Refusal.notFound().asException();
        }
        return Long.parseLong(size);
    }
}
