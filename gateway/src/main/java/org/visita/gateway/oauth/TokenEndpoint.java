package org.visita.gateway.oauth;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.open.OpenPage;
import org.visita.gateway.open.Visit;
import org.visita.gateway.pipe.Farewell;
import org.visita.gateway.token.MintedToken;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.Refusal;
import org.visita.kit.problem.RefusedException;

/** {@code POST /oauth2/token}: client credentials (RFC 6749, section 4.4) of an API key, for an access token. */
@ApplicationScoped
class TokenEndpoint implements OpenPage {

    private static final Logger LOG = Logger.getLogger(TokenEndpoint.class);
    private static final String ISSUED = "access.token-issued";
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    /** For what is asked of the database: one row is written. */
    private static final Duration LOOK_UP = Duration.ofSeconds(2);

    private final Clients clients;
    private final SeenAssertions seen;
    private final AccessTokens tokens;
    private final Clock clock;
    private final Duration patience;

    @Inject
    TokenEndpoint(Clients clients, SeenAssertions seen, AccessTokens tokens, Clock clock, GatewayConfig config) {
        this.clients = clients;
        this.seen = seen;
        this.tokens = tokens;
        this.clock = clock;
        this.patience = config.pipe().requestTimeout();
    }

    private record Issued(Client client, MintedToken token, List<String> scopes) {}

    @Override
    public Set<String> paths() {
        return Set.of("/oauth2/token");
    }

    @Override
    public String action() {
        return ISSUED;
    }

    @Override
    public void serve(Visit visit) {
        form(visit)
                .compose(form -> {
                    visit.begun();
                    return issue(visit, form);
                })
                .onSuccess(issued -> answer(visit, issued))
                .onFailure(failure -> turnAway(visit, failure));
    }

    /** What is no form at all is of nobody that is known yet: the address pays, also for one that hangs up. */
    private Future<TokenForm> form(Visit visit) {
        Future<TokenForm> read;
        if (visit.context().request().method() == HttpMethod.POST) {
            read = TokenForm.of(visit.context(), patience);
        } else {
            visit.context().response().putHeader(HttpHeaders.ALLOW, "POST");
            read = Future.failedFuture(
                    CommonRefusal.METHOD_NOT_ALLOWED.because("This takes POST.").asException());
        }
        return read.recover(failure -> failure instanceof OAuthRefusal
                ? Future.failedFuture(failure)
                : visit.countAgainstAddress(failure instanceof RefusedException ? failure : null)
                        .compose(counted -> Future.failedFuture(failure)));
    }

    private Future<Issued> issue(Visit visit, TokenForm form) {
        if (visit.query() != null) {
            throw OAuthError.INVALID_REQUEST.because("Parameters stand in the body; in an address they leak.");
        }
        String grant =
                form.get("grant_type").orElseThrow(() -> OAuthError.INVALID_REQUEST.because("grant_type is missing."));
        if (!grant.equals("client_credentials")) {
            throw OAuthError.UNSUPPORTED_GRANT_TYPE.because("The only grant here is client_credentials.");
        }
        ClientCredentials credentials =
                ClientCredentials.in(visit.context().request().headers(), form);
        // A signature is dear to check: not for those who are to be turned away whatever it is.
        return credentials instanceof ClientCredentials.SignedAssertion
                ? visit.admitAddress().compose(admitted -> issue(visit, form, clients.authenticate(credentials)))
                : issue(visit, form, clients.authenticate(credentials));
    }

    private Future<Issued> issue(Visit visit, TokenForm form, Client client) {
        Optional<String> closed = client.key().closedBecause(clock.instant(), visit.address());
        if (closed.isPresent()) {
            visit.triedWith(client.key(), closed.get());
            throw ClientCredentials.unknown();
        }
        // First of all counted: what follows costs the database a row.
        return visit.countAgainst(client.key())
                .compose(counted -> refuseReplay(visit, client))
                .map(fresh -> {
                    List<String> scopes = scopes(client, form.get("scope"));
                    return new Issued(client, tokens.mint(client, scopes), scopes);
                });
    }

    private Future<Void> refuseReplay(Visit visit, Client client) {
        if (client.assertion() == null) {
            return Future.succeededFuture();
        }
        return seen.isFirst(client.key().id(), client.assertion())
                .timeout(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)
                .map(first -> {
                    if (!first) {
                        visit.triedWith(client.key(), "assertion-replayed");
                        throw ClientCredentials.unknown();
                    }
                    return null;
                });
    }

    /** All that the key has, or the part of it that is asked for (RFC 6749, section 3.3). */
    private static List<String> scopes(Client client, Optional<String> asked) {
        List<String> had = client.key().record().scopes();
        List<String> named =
                asked.map(text -> List.of(text.strip().split(" +"))).orElse(had);
        if (!had.containsAll(named)) {
            throw OAuthError.INVALID_SCOPE.because("The key does not have all of these scopes.");
        }
        return named.stream().distinct().toList();
    }

    private void answer(Visit visit, Issued issued) {
        issued.client().key().used(clock.instant());
        visit.given(issued.client().key(), ISSUED);
        json(visit)
                .end(new JsonObject()
                        .put("access_token", issued.token().text())
                        .put("token_type", "Bearer")
                        .put(
                                "expires_in",
                                Math.max(1, tokens.left(issued.token()).toSeconds()))
                        .put("scope", String.join(" ", issued.scopes()))
                        .encode());
    }

    private void turnAway(Visit visit, Throwable failure) {
        switch (failure) {
            case OAuthRefusal refusal -> turnAway(visit, refusal);
            case RefusedException refused -> visit.refuse(refused.refusal());
            case HttpClosedException gone -> LOG.debug("A client hung up before it was answered");
            case StreamResetException gone -> LOG.debug("A client took its request back");
            default -> {
                LOG.warnf(failure, "No token could be given; the client is asked to come again");
                visit.turnedAway(CommonRefusal.UNAVAILABLE.because("No token could be given."));
                answer(visit, OAuthError.TEMPORARILY_UNAVAILABLE.because("Try again in a moment."));
            }
        }
    }

    private static void turnAway(Visit visit, OAuthRefusal refusal) {
        switch (refusal.error()) {
            case INVALID_CLIENT -> {
                countAndAnswer(visit, refusal, CommonRefusal.UNAUTHENTICATED.because(refusal.getMessage()));
            }
            case INVALID_SCOPE -> {
                // A known key, whose limits have counted it.
                visit.turnedAway(CommonRefusal.FORBIDDEN.because(refusal.getMessage()));
                answer(visit, refusal);
            }
            default -> countAndAnswer(visit, refusal, CommonRefusal.INVALID_REQUEST.because(refusal.getMessage()));
        }
    }

    /** @param told to the audit trail, in words that are not OAuth's alone */
    private static void countAndAnswer(Visit visit, OAuthRefusal refusal, Refusal told) {
        visit.countAgainstAddress(told.asException())
                .onSuccess(counted -> {
                    visit.turnedAway(told);
                    answer(visit, refusal);
                })
                .onFailure(tooOften -> visit.refuse(((RefusedException) tooOften).refusal()));
    }

    private static void answer(Visit visit, OAuthRefusal refusal) {
        HttpServerResponse response = visit.context().response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        json(visit).setStatusCode(refusal.error().status());
        if (refusal.error() == OAuthError.INVALID_CLIENT) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"visita\"");
        }
        if (refusal.error() == OAuthError.TEMPORARILY_UNAVAILABLE) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(TRY_AGAIN.toSeconds()));
        }
        HttpServerRequest request = visit.context().request();
        if (Farewell.isDue(request)) {
            Farewell.announce(request);
            Farewell.bid(visit.context().vertx(), request);
        }
        response.end(new JsonObject()
                .put("error", refusal.error().code())
                .put("error_description", refusal.getMessage())
                .encode());
    }

    private static HttpServerResponse json(Visit visit) {
        return visit.context()
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Pragma", "no-cache");
    }
}
