package org.visita.gateway.door;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.pipe.Farewell;
import org.visita.gateway.pipe.Pipe;
import org.visita.gateway.pipe.TravellingHeaders;
import org.visita.gateway.principal.Principal;
import org.visita.gateway.wire.ConnectionWatch;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/**
 * Every public request passes here, before anything else of this process sees it: first what it is, then who sent it,
 * then how often, then whether it may, and only then where it goes. The caller's credential ends here; beyond the door
 * an internal token stands for it.
 */
@ApplicationScoped
class Door {

    /** Ahead of everything that Quarkus registers itself. */
    private static final int FIRST = -1_000_000;

    private final Doorkeeper doorkeeper;
    private final OpenPages pages;
    private final Routes routes;
    private final Introductions introductions;
    private final Pipe pipe;
    private final Answers answers;
    private final AccessLog log;
    private final RequestTrail trail;
    private final CrossOrigin crossOrigin;
    private final FhirRoot fhirRoot;
    private final OwnBody ownBody;

    @Inject
    Door(
            Doorkeeper doorkeeper,
            OpenPages pages,
            Routes routes,
            Introductions introductions,
            Pipe pipe,
            Answers answers,
            AccessLog log,
            RequestTrail trail,
            CrossOrigin crossOrigin,
            FhirRoot fhirRoot,
            GatewayConfig config) {
        this.doorkeeper = doorkeeper;
        this.pages = pages;
        this.routes = routes;
        this.introductions = introductions;
        this.pipe = pipe;
        this.answers = answers;
        this.log = log;
        this.trail = trail;
        this.crossOrigin = crossOrigin;
        this.fhirRoot = fhirRoot;
        this.ownBody = new OwnBody(config.pipe());
    }

    void stand(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(this::fail);
        router.route().order(FIRST + 1).handler(OwnBody::settle);
    }

    private void enter(RoutingContext context) {
        if (ConnectionWatch.isCondemned(context.request().connection())) {
            // No request, as nobody can say where it began: neither answered nor recorded.
            context.request().connection().close();
            return;
        }
        Passage passage = begin(context);
        // What has to be asked of somebody takes a while: the body waits at the caller's.
        context.request().pause();
        try {
            read(passage);
        } catch (RefusedException refused) {
            doorkeeper
                    .countFailure(passage, refused)
                    .onComplete(counted -> turnAway(passage, counted.failed() ? counted.cause() : refused));
            return;
        }
        if (crossOrigin.isPreflight(context.request())) {
            welcome(passage);
            return;
        }
        if (pages.serve(passage)) {
            return;
        }
        recognise(passage).compose(principal -> count(passage)).onComplete(counted -> {
            if (counted.failed()) {
                turnAway(passage, counted.cause());
            } else {
                proceed(passage);
            }
        });
    }

    /** A browser that asks for a page of others: it shows no key, so its address pays. */
    private void welcome(Passage passage) {
        passage.deed().is("access.preflight");
        passage.deed().isAbout("Page", null);
        doorkeeper.countVisit(passage).onComplete(counted -> {
            if (counted.failed()) {
                turnAway(passage, counted.cause());
            } else if (!passage.ending().isOver()) {
                crossOrigin.answerPreflight(passage.context());
            }
        });
    }

    private Future<Void> count(Passage passage) {
        crossOrigin.tell(passage);
        return doorkeeper.count(passage);
    }

    private void turnAway(Passage passage, Throwable failure) {
        if (failure instanceof RefusedException refused) {
            refuse(passage, refused.refusal());
        } else {
            passage.context().fail(failure);
        }
    }

    private void proceed(Passage passage) {
        if (passage.ending().isOver()) {
            // Its caller left while somebody was asked who it is, or how much it has used up.
            return;
        }
        try {
            admit(passage);
            pass(passage);
        } catch (RefusedException refused) {
            refuse(passage, refused.refusal());
        } catch (RuntimeException unexpected) {
            // Mostly called back, where no router catches it.
            passage.context().fail(unexpected);
        }
    }

    private Passage begin(RoutingContext context) {
        Passage passage = Passage.begin(context);
        watch(context);
        log.follow(passage);
        trail.follow(passage);
        answers.prepare(passage);
        return passage;
    }

    private static void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        ConnectionWatch.arrived(request);
        context.addEndHandler(ended -> ConnectionWatch.answered(request.connection(), request.version()));
    }

    /** What the router refuses by itself before the door, and what fails behind it without an answer. */
    private void fail(RoutingContext context) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        Optional<Passage> begun = Passage.of(context);
        Passage passage = begun.orElseGet(() -> begin(context));
        Refusal refusal = Failures.refusal(context);
        if (begun.isPresent()) {
            refuse(passage, refusal);
        } else {
            doorkeeper
                    .countFailure(passage, refusal.asException())
                    .onSuccess(counted -> refuse(passage, refusal))
                    .onFailure(tooOften -> turnAway(passage, tooOften));
        }
    }

    private static void read(Passage passage) {
        try {
            Framing.check(passage.request());
        } catch (RefusedException ambiguous) {
            Farewell.last(passage.context());
            throw ambiguous;
        }
        passage.reads(Target.parse(passage.request().uri()));
        Doorkeeper.refuseLeak(passage.target());
    }

    private Future<Principal> recognise(Passage passage) {
        return Future.<Void>succeededFuture()
                .compose(begun -> doorkeeper.recognise(passage))
                // If its address has failed too often, the caller is told that instead.
                .recover(failure -> doorkeeper
                        .countUnrecognised(passage, failure)
                        .compose(counted -> Future.failedFuture(failure)));
    }

    private void admit(Passage passage) {
        doorkeeper.letIn(passage);
        Route route = routes.find(passage.target().path())
                .orElseThrow(() -> Refusal.notFound().asException());
        passage.goesTo(route);
        passage.deed().aimsAt(route);
        try {
            route.refuseUnless(
                    passage.principal(),
                    passage.request().method(),
                    passage.target().path());
        } catch (RefusedException refused) {
            if (refused.refusal().code() == CommonRefusal.METHOD_NOT_ALLOWED) {
                passage.context().response().putHeader(HttpHeaders.ALLOW, route.methods());
            }
            throw refused;
        }
        refuseTooMuch(passage.request(), route.mostBodyBytes());
        if (route.isHeldBack(passage.request().method(), passage.target().path())) {
            trail.refuseIfBehind();
        }
    }

    /** What is announced is refused at once; what is not is counted on its way. */
    private static void refuseTooMuch(HttpServerRequest request, long mostBodyBytes) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > mostBodyBytes) {
            throw CommonRefusal.TOO_LARGE
                    .because("A body has at most " + mostBodyBytes + " bytes.")
                    .asException();
        }
    }

    private void pass(Passage passage) {
        HttpServerRequest request = passage.request();
        boolean own = passage.route().upstream() == null;
        boolean fhir = passage.route().base().equals(Routes.FHIR);
        if (!own || fhir) {
            pipe.admit(passage.context(), passage.ending());
        }
        passage.deed()
                .isLetIn(passage.route()
                        .action(request.method(), passage.target().path()));
        trail.begin(passage, passage.deed());
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            passage.context().response().writeContinue();
        }
        if (own && fhir) {
            fhirRoot.answer(passage)
                    .onSuccess(resource -> answers.give(passage, resource))
                    .onFailure(failure -> turnAway(passage, failure));
            return;
        }
        if (!own) {
            pipe.carry(
                    passage.context(),
                    passage.ending(),
                    new Pipe.Errand(
                            passage.route().upstream(),
                            passage.target().pathAndQuery(),
                            passage.route().mostBodyBytes(),
                            LongAnswers.at(passage.target().path()),
                            isChange(passage)),
                    introductions.caller(passage),
                    refusal -> refuse(passage, refusal));
            return;
        }
        ownBody.collect(passage.context())
                .compose(whole -> introductions.again(passage))
                .map(introduction -> {
                    handOn(passage, introduction);
                    return null;
                })
                .onFailure(failure -> turnAway(passage, failure));
    }

    private static boolean isChange(Passage passage) {
        return passage.route()
                .isChangedBy(passage.request().method(), passage.target().path());
    }

    /** To the REST layer of this process, which is introduced to callers like any service. */
    private void handOn(Passage passage, Pipe.Introduction introduction) {
        if (passage.ending().isOver()) {
            // Its caller left while its body came: nothing is done.
            return;
        }
        if (isChange(passage)) {
            answers.begin(passage);
        }
        RoutingContext context = passage.context();
        MultiMap headers = context.request().headers();
        TravellingHeaders.removeIdentity(headers);
        headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + introduction.token())
                .set(TravellingHeaders.CLIENT_ADDRESS, introduction.clientAddress())
                .set(TravellingHeaders.REQUEST_ID, introduction.requestId());
        context.next();
    }

    private void refuse(Passage passage, Refusal refusal) {
        answers.refuse(passage, refusal);
    }
}
