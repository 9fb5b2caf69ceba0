package org.visita.gateway.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.fhir.AskedBundle;
import org.visita.gateway.fhir.Batch;
import org.visita.gateway.fhir.BundleEntry;
import org.visita.gateway.fhir.Capabilities;
import org.visita.gateway.fhir.Statements;
import org.visita.gateway.pipe.CallerBody;
import org.visita.gateway.pipe.Pipe;
import org.visita.gateway.pipe.Question;
import org.visita.gateway.pipe.Reply;
import org.visita.kit.audit.AuditNote;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * What no single service can answer at the base of the FHIR API: what all of them can, and a batch, of which each entry
 * goes where it would go by itself, with the scope that it needs, and against the same limits.
 */
@ApplicationScoped
class FhirRoot {

    private static final int MOST_ANSWER_BYTES = 1024 * 1024;

    /** Of all answers to one Bundle. */
    private static final int MOST_BYTES = 4 * MOST_ANSWER_BYTES;

    private static final int LONGEST_KEY = 200;

    private final Routes routes;
    private final Doorkeeper doorkeeper;
    private final Introductions introductions;
    private final RequestTrail trail;
    private final Pipe pipe;
    private final GatewayConfig.Pipe config;
    private final ObjectMapper json;
    private final Statements statements;

    @Inject
    FhirRoot(
            Routes routes,
            Doorkeeper doorkeeper,
            Introductions introductions,
            RequestTrail trail,
            Pipe pipe,
            GatewayConfig config,
            ObjectMapper json,
            Clock clock) {
        this.routes = routes;
        this.doorkeeper = doorkeeper;
        this.introductions = introductions;
        this.trail = trail;
        this.pipe = pipe;
        this.config = config.pipe();
        this.json = json;
        this.statements = new Statements(json, clock);
    }

    /** @return the resource to answer with; fails with a refusal */
    Future<JsonNode> answer(Passage passage) {
        refuseOtherFormats(passage);
        if (passage.route().isBundles()) {
            refuseOtherBodies(passage.request());
            return CallerBody.whole(
                            passage.context().vertx(),
                            passage.request(),
                            config.mostBundleBytes(),
                            config.requestTimeout())
                    .compose(body -> bundle(passage, body));
        }
        passage.request().resume();
        return capabilities(passage);
    }

    private Future<JsonNode> capabilities(Passage passage) {
        Pipe.Introduction introduction = introductions.of(passage);
        String known = pipe.publicAddress(passage.request());
        Question question = new Question(HttpMethod.GET, Routes.FHIR + Routes.METADATA, accepting(), null, false);
        return statements
                .of(
                        known,
                        routes.fhirServices(),
                        service -> pipe.ask(
                                passage.context(),
                                passage.ending(),
                                service,
                                question,
                                MOST_ANSWER_BYTES,
                                introduction))
                .map(all -> Capabilities.merge(all, known + Routes.FHIR_BASE));
    }

    private Future<JsonNode> bundle(Passage passage, Buffer body) {
        AskedBundle bundle = AskedBundle.parse(body, json);
        if (bundle.type() == AskedBundle.Type.TRANSACTION) {
            throw bundle.refuseTransaction();
        }
        Entries entries = new Entries(passage, bundle);
        return new Batch(json, bundle.entries().size(), entries::dispatch, () -> !passage.ending()
                        .isOver())
                .run()
                .map(JsonNode.class::cast);
    }

    /** Those of one Bundle. */
    private final class Entries {

        private final Passage passage;
        private final AskedBundle bundle;
        private RefusedException nothingMore;

        /** The Bundle itself was counted as one: it stands for its first entry. */
        private int paid = 1;

        private int bytesLeft = MOST_BYTES;

        private Entries(Passage passage, AskedBundle bundle) {
            this.passage = passage;
            this.bundle = bundle;
        }

        private Future<Reply> dispatch(int index) {
            Deed deed = passage.deed().part(index);
            return Future.<Void>succeededFuture()
                    .compose(begun -> ask(index, deed))
                    .onSuccess(reply -> {
                        deed.isNoted(reply.headers().getAll(AuditNote.HEADER));
                        trail.answered(passage, deed, reply.status());
                    })
                    .onFailure(failure -> trail.failed(passage, deed, failure));
        }

        private Future<Reply> ask(int index, Deed deed) {
            BundleEntry entry = bundle.entry(index);
            if (nothingMore != null) {
                throw nothingMore;
            }
            if (bytesLeft <= 0) {
                throw CommonRefusal.TOO_LARGE
                        .because("The answers before this one fill the Bundle; nothing was done. Send it in another.")
                        .asException();
            }
            Target target = Target.parse(Routes.FHIR + entry.url());
            deed.asksFor(target);
            Doorkeeper.refuseLeak(target);
            // A Bundle may take minutes: a key that is revoked meanwhile does nothing more.
            return introductions
                    .again(passage)
                    .compose(introduction -> doorkeeper
                            .count(passage, entry.method(), target, paid())
                            .compose(counted -> pass(entry, index, target, deed, introduction)))
                    .onSuccess(reply -> {
                        bytesLeft -= reply.body().length();
                        doorkeeper.answered(passage, target, reply.status());
                    })
                    .onFailure(failure -> refused(target, failure));
        }

        private int paid() {
            int now = paid;
            paid = 0;
            return now;
        }

        private void refused(Target target, Throwable failure) {
            if (failure instanceof RefusedException refused) {
                int status = refused.refusal().code().status();
                doorkeeper.answered(passage, target, status);
                if (status == 429 || status == 401) {
                    nothingMore = refused;
                }
            }
        }

        private Future<Reply> pass(
                BundleEntry entry, int index, Target target, Deed deed, Pipe.Introduction introduction) {
            Route route = routes.find(target.path())
                    .filter(found -> found.base().equals(Routes.FHIR) && found.upstream() != null)
                    .orElseThrow(() -> Refusal.notFound().asException());
            deed.aimsAt(route);
            route.refuseUnless(passage.principal(), entry.method(), target.path());
            if (route.isHeldBack(entry.method(), target.path())) {
                trail.refuseIfBehind();
            }
            deed.isLetIn(route.action(entry.method(), target.path()));
            trail.begin(passage, deed);
            Buffer body = entry.resource() == null
                    ? null
                    : Buffer.buffer(entry.resource().toString());
            MultiMap headers = headers(passage.request(), entry, index);
            return pipe.ask(
                    passage.context(),
                    passage.ending(),
                    route.upstream(),
                    new Question(
                            entry.method(),
                            target.pathAndQuery(),
                            headers,
                            body,
                            route.isChangedBy(entry.method(), target.path())),
                    Math.min(MOST_ANSWER_BYTES, bytesLeft),
                    introduction.as(deed.requestId()));
        }
    }

    /** Those of the entry, and what was said of the Bundle as a whole. */
    private static MultiMap headers(HttpServerRequest request, BundleEntry entry, int index) {
        MultiMap headers = entry.headers();
        String prefer = request.getHeader("Prefer");
        if (prefer != null) {
            headers.set("Prefer", prefer);
        }
        String key = request.getHeader("Idempotency-Key");
        if (key != null && entry.method() == HttpMethod.POST) {
            // The same Bundle sent again finds what each of its entries did the first time.
            headers.set("Idempotency-Key", key + "." + index);
        }
        return headers;
    }

    private static void refuseOtherBodies(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.toLowerCase(Locale.ROOT).contains("json")) {
            throw CommonRefusal.UNSUPPORTED_MEDIA_TYPE
                    .because("Send application/fhir+json.")
                    .asException();
        }
        String key = request.getHeader("Idempotency-Key");
        if (key != null && key.length() > LONGEST_KEY) {
            throw Refusal.invalid("Idempotency-Key", "is too long for a Bundle").asException();
        }
    }

    /** What is put together here is JSON. */
    private static void refuseOtherFormats(Passage passage) {
        String accept = passage.request().getHeader(HttpHeaders.ACCEPT);
        String query = passage.target().query();
        boolean xml = query != null && query.matches("(.*&)?_format=[^&]*xml.*");
        if (xml || accept != null && !accept.contains("json") && !accept.contains("*/*")) {
            throw CommonRefusal.NOT_ACCEPTABLE
                    .because("This is sent as " + OperationOutcomeJson.MEDIA_TYPE + ".")
                    .asException();
        }
    }

    private static MultiMap accepting() {
        return MultiMap.caseInsensitiveMultiMap().set(HttpHeaders.ACCEPT, OperationOutcomeJson.MEDIA_TYPE);
    }
}
