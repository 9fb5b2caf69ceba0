package org.visita.gateway.door;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;
import org.visita.contracts.Actor;
import org.visita.contracts.audit.AuditEvent.Outcome;
import org.visita.gateway.limit.ClientAddress;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.wire.Overheard;
import org.visita.gateway.wire.Unreadable;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.audit.AuditTrail;
import org.visita.kit.audit.AuditedAct;
import org.visita.kit.audit.OpenAct;
import org.visita.kit.ids.Ids;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * Exactly one entry of the audit trail for each request that comes to the door, however it ends. Noted before anything
 * can be done about it, and before its caller can read an answer: whoever has seen one finds it in the trail.
 */
@ApplicationScoped
class RequestTrail implements Overheard {

    private static final Logger LOG = Logger.getLogger(RequestTrail.class);

    private static final String REFUSED = "access.refused";
    private static final String LEAKED = "access.key-leaked";

    /** Of those whose caller left before the door had made up its mind. */
    private static final String LEFT = "access.aborted";

    private static final String INTERRUPTED = "interrupted";
    private static final String ABORTED = "aborted";

    private final AuditTrail trail;

    @Inject
    RequestTrail(AuditTrail trail) {
        this.trail = trail;
    }

    /** Sees to the entry, whatever becomes of the request. */
    void follow(Passage passage) {
        passage.context().addHeadersEndHandler(due -> quietly(() -> answers(passage)));
        passage.ending().then(() -> quietly(() -> ends(passage)));
    }

    /** What throws at the end of a request keeps others from giving back what was taken for it. */
    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | InternalError failure) {
            // By its class only: a message may quote the request.
            LOG.errorf(
                    "The entry of a request could not be written (%s)",
                    failure.getClass().getSimpleName());
        }
    }

    private void ends(Passage passage) {
        Deed deed = passage.deed();
        // Whoever takes all of an answer but its last byte has had it.
        end(
                passage,
                deed,
                deed.wasDecided()
                        ? act(passage, deed, passage.context().response().getStatusCode())
                        : act(passage, deed, Outcome.FAILED, ABORTED));
    }

    @Override
    public void unread(String peer, Unreadable.Reason reason) {
        trail.record(new AuditedAct(
                null,
                null,
                REFUSED,
                credentialOf(null),
                null,
                null,
                Outcome.REFUSED,
                (reason == Unreadable.Reason.HEADERS_TOO_LARGE
                                ? DoorRefusal.HEADERS_TOO_LARGE
                                : CommonRefusal.INVALID_REQUEST)
                        .code(),
                ClientAddress.of(peer).text(),
                Ids.next().toString(),
                null,
                0,
                null));
    }

    /** @throws RefusedException if entries have waited for too long: nothing may be changed meanwhile */
    void refuseIfBehind() {
        trail.refuseIfBehind();
    }

    /** If this process does not live to see how it ends, the entry says that it was interrupted. */
    void begin(Passage passage, Deed deed) {
        deed.isOpen(trail.begin(act(passage, deed, Outcome.FAILED, INTERRUPTED)));
    }

    /** Also of an answer that nobody waits for any more. */
    private void answers(Passage passage) {
        MultiMap headers = passage.context().response().headers();
        if (headers.contains(AuditNote.HEADER)) {
            // Of the operations that this process has itself.
            passage.deed().isNoted(headers.getAll(AuditNote.HEADER));
            headers.remove(AuditNote.HEADER);
        }
        if (passage.deed().open() == null) {
            // Of what goes no further there is no more to say: one record of it, as junk is cheap to send.
            int status = passage.context().response().getStatusCode();
            end(passage, passage.deed(), act(passage, passage.deed(), status));
        }
        passage.isDecided();
    }

    /** One entry of a Bundle is answered. */
    void answered(Passage passage, Deed part, int status) {
        end(passage, part, act(passage, part, status));
    }

    /** One entry of a Bundle is not done, or nobody knows whether it is. */
    void failed(Passage passage, Deed part, Throwable failure) {
        if (passage.ending().isOver()) {
            end(passage, part, act(passage, part, Outcome.FAILED, ABORTED));
        } else {
            Refusal refusal = failure instanceof RefusedException refused
                    ? refused.refusal()
                    : CommonRefusal.INTERNAL.because("Tell support the trace id.");
            part.isRefused(refusal);
            end(passage, part, act(passage, part, refusal.code().status()));
        }
    }

    private void end(Passage passage, Deed deed, AuditedAct whole) {
        if (!deed.ends()) {
            return;
        }
        OpenAct open = deed.open();
        if (open == null) {
            trail.record(whole);
        } else {
            open.end(whole);
        }
    }

    private static AuditedAct act(Passage passage, Deed deed, int status) {
        return act(passage, deed, AuditTrail.outcome(status), status < 400 ? null : code(passage, deed, status));
    }

    private static String code(Passage passage, Deed deed, int status) {
        if (deed.refusal() == null) {
            return deed.codeOfService() == null ? "http-" + status : deed.codeOfService();
        }
        // Why a credential opens nothing is for its clinic to know, and not for whoever shows it.
        return passage.closedBecause() != null && deed.refusal().code() == CommonRefusal.UNAUTHENTICATED
                ? passage.closedBecause()
                : deed.refusal().code().code();
    }

    private static AuditedAct act(Passage passage, Deed deed, Outcome outcome, String code) {
        Principal caller = passage.principal() == null ? passage.closedPrincipal() : passage.principal();
        // Of those who did not come as far as a resource, it is about what they showed.
        boolean aimed = deed.type() != null;
        return new AuditedAct(
                caller == null ? null : caller.clinic(),
                caller == null ? null : caller.actor(),
                action(passage, deed),
                aimed ? deed.type() : credentialOf(caller),
                aimed ? deed.resourceId() : caller == null ? null : caller.id(),
                deed.patientId(),
                outcome,
                code,
                passage.address().text(),
                deed.requestId(),
                null,
                deed.elapsedMillis(),
                passage.traceParent());
    }

    private static String action(Passage passage, Deed deed) {
        if (!deed.isLetIn() && deed.refusal() != null) {
            return leaked(deed) ? LEAKED : REFUSED;
        }
        return deed.action() == null ? LEFT : deed.action();
    }

    private static boolean leaked(Deed deed) {
        return deed.target() != null && Credentials.leaked(deed.target());
    }

    private static String credentialOf(Principal caller) {
        return caller != null && caller.actor().kind() == Actor.Kind.STAFF ? "Staff" : "Key";
    }
}
