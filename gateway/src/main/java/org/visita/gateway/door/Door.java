package org.visita.gateway.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.key.KnownKey;
import org.visita.gateway.key.Scope;
import org.visita.gateway.pipe.Pipe;
import org.visita.gateway.pipe.TravellingHeaders;
import org.visita.gateway.token.InternalTokens;
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
    private final Routes routes;
    private final InternalTokens tokens;
    private final Pipe pipe;
    private final Answers answers;
    private final AccessLog log;
    private final RefusalTrail trail;
    private final OwnBody ownBody;
    private final long mostBodyBytes;

    @Inject
    Door(
            Doorkeeper doorkeeper,
            Routes routes,
            InternalTokens tokens,
            Pipe pipe,
            Answers answers,
            AccessLog log,
            RefusalTrail trail,
            GatewayConfig config) {
        this.doorkeeper = doorkeeper;
        this.routes = routes;
        this.tokens = tokens;
        this.pipe = pipe;
        this.answers = answers;
        this.log = log;
        this.trail = trail;
        this.mostBodyBytes = config.pipe().mostBodyBytes();
        this.ownBody = new OwnBody(mostBodyBytes);
    }

    void stand(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(this::fail);
        router.route().order(FIRST + 1).handler(OwnBody::settle);
    }

    private void enter(RoutingContext context) {
        Passage passage = begin(context);
        try {
            admit(passage);
            pass(passage);
        } catch (RefusedException refused) {
            refuse(passage, refused.refusal());
        }
    }

    private Passage begin(RoutingContext context) {
        Passage passage = Passage.begin(context);
        log.follow(passage);
        answers.prepare(passage);
        return passage;
    }

    /** What the router refuses by itself before the door, and what fails behind it without an answer. */
    private void fail(RoutingContext context) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        Optional<Passage> begun = Passage.of(context);
        Passage passage = begun.orElseGet(() -> begin(context));
        try {
            if (begun.isEmpty()) {
                doorkeeper.countFailure(passage);
            }
            refuse(passage, Failures.refusal(context));
        } catch (RefusedException tooOften) {
            refuse(passage, tooOften.refusal());
        }
    }

    private void admit(Passage passage) {
        HttpServerRequest request = passage.request();
        KnownKey key = recognise(passage);
        doorkeeper.count(passage);
        doorkeeper.letIn(passage);
        Route route = routes.find(passage.target().path())
                .orElseThrow(() -> Refusal.notFound().asException());
        passage.goesTo(route);
        refuseWithoutScope(passage, route, key);
        refuseTooMuch(request);
    }

    private KnownKey recognise(Passage passage) {
        try {
            Framing.check(passage.request());
            passage.reads(Target.parse(passage.request().uri()));
            return doorkeeper.recognise(passage);
        } catch (RefusedException refused) {
            doorkeeper.countFailure(passage);
            throw refused;
        }
    }

    private static void refuseWithoutScope(Passage passage, Route route, KnownKey key) {
        Scope needed = route.scopeFor(
                        passage.request().method(), passage.target().path())
                .orElseThrow(() -> {
                    passage.context().response().putHeader(HttpHeaders.ALLOW, route.methods());
                    return CommonRefusal.METHOD_NOT_ALLOWED
                            .because("This takes " + route.methods() + ".")
                            .asException();
                });
        if (!key.allows(needed)) {
            throw CommonRefusal.FORBIDDEN
                    .because("This key does not have the scope " + needed.code() + ".")
                    .asException();
        }
    }

    /** What is announced is refused at once; what is not is counted on its way. */
    private void refuseTooMuch(HttpServerRequest request) {
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > mostBodyBytes) {
            throw CommonRefusal.TOO_LARGE
                    .because("A body has at most " + mostBodyBytes + " bytes.")
                    .asException();
        }
    }

    private void pass(Passage passage) {
        HttpServerRequest request = passage.request();
        String token = passage.key().token(tokens);
        if (passage.route().upstream() != null) {
            if (request.headers().contains(HttpHeaders.EXPECT)) {
                passage.context().response().writeContinue();
            }
            pipe.carry(
                    passage.context(),
                    passage.route().upstream(),
                    passage.target().pathAndQuery(),
                    new Pipe.Introduction(token, passage.address().text(), passage.requestId()),
                    refusal -> refuse(passage, refusal));
            return;
        }
        TravellingHeaders.removeIdentity(request.headers());
        request.headers()
                .set(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .set(TravellingHeaders.CLIENT_ADDRESS, passage.address().text())
                .set(TravellingHeaders.REQUEST_ID, passage.requestId());
        ownBody.collect(passage.context());
    }

    private void refuse(Passage passage, Refusal refusal) {
        trail.record(passage, refusal);
        answers.refuse(passage, refusal);
    }
}
