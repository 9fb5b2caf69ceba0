package org.visita.gateway.token;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.visita.gateway.token.ServiceClients.Refused;

/**
 * What the services need of the gateway: its public keys, and tokens for those that act on their own. On the management
 * port, which is not published.
 */
@ApplicationScoped
class TokenRoutes {

    private final SigningKeys keys;
    private final ServiceClients clients;

    private final TokenTrail trail;

    @Inject
    TokenRoutes(SigningKeys keys, ServiceClients clients, TokenTrail trail) {
        this.keys = keys;
        this.clients = clients;
        this.trail = trail;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get("/internal/jwks").handler(this::publishKeys);
        management.router().post("/internal/token").handler(this::mintToken).failureHandler(this::refuseMalformed);
    }

    private void publishKeys(RoutingContext context) {
        json(context.response()).end(keys.published());
    }

    /** OAuth 2.0 client credentials with the secret in the form (RFC 6749, sections 2.3.1 and 4.4). */
    private void mintToken(RoutingContext context) {
        HttpServerResponse response = json(context.response()).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            MultiMap form = context.request().formAttributes();
            MintedToken token = clients.mint(form);
            trail.given(context, ServiceClients.EHR_SYNC, form.get(ServiceClients.CLINIC));
            response.end(new JsonObject()
                    .put("access_token", token.text())
                    .put("token_type", "Bearer")
                    .put("expires_in", InternalTokens.LIFETIME.toSeconds())
                    .encode());
        } catch (Refused refused) {
            trail.refused(context, refused.status());
            response.setStatusCode(refused.status())
                    .end(new JsonObject().put("error", refused.getMessage()).encode());
        }
    }

    /** A body that is no form, or too much of one. */
    private void refuseMalformed(RoutingContext context) {
        if (!context.response().ended()) {
            int status = context.statusCode() == 413 ? 413 : 400;
            trail.refused(context, status);
            json(context.response())
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(new JsonObject().put("error", "invalid_request").encode());
        }
    }

    private static HttpServerResponse json(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }
}
