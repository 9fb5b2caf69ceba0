package org.visita.gateway.oauth;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.visita.gateway.key.Scope;
import org.visita.gateway.open.OpenPage;
import org.visita.gateway.open.Visit;
import org.visita.gateway.pipe.Farewell;
import org.visita.gateway.token.Issuer;
import org.visita.gateway.token.SigningKeys;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.RefusedException;

/**
 * What a client library reads before it asks for a token: server metadata (RFC 8414, section 3), the same for SMART (App
 * Launch 2.2, section 4.0.2), and the public keys.
 */
@ApplicationScoped
class OAuthMetadata implements OpenPage {

    private final Map<String, String> documents;

    @Inject
    OAuthMetadata(Issuer issuer, SigningKeys keys) {
        this.documents = Map.of(
                "/.well-known/oauth-authorization-server", metadata(issuer).encode(),
                "/fhir/R4/.well-known/smart-configuration", smart(issuer).encode(),
                "/oauth2/jwks", keys.published());
    }

    private static JsonObject metadata(Issuer issuer) {
        return new JsonObject()
                .put("issuer", issuer.url())
                .put("token_endpoint", issuer.tokenEndpoint())
                .put("jwks_uri", issuer.jwks())
                .put("response_types_supported", new JsonArray())
                .put("grant_types_supported", JsonArray.of("client_credentials"))
                .put(
                        "token_endpoint_auth_methods_supported",
                        JsonArray.of("client_secret_basic", "client_secret_post", "private_key_jwt"))
                .put("token_endpoint_auth_signing_alg_values_supported", new JsonArray(List.of((Object[])
                        Assertions.ALGORITHMS)))
                .put("scopes_supported", new JsonArray(Scope.allCodes()));
    }

    private static JsonObject smart(Issuer issuer) {
        return metadata(issuer)
                // Asked for by SMART of every server, though there is no authorization endpoint to use it at.
                .put("code_challenge_methods_supported", JsonArray.of("S256"))
                .put("capabilities", JsonArray.of("client-confidential-symmetric", "client-confidential-asymmetric"));
    }

    @Override
    public Set<String> paths() {
        return documents.keySet();
    }

    @Override
    public void serve(Visit visit) {
        visit.countAgainstAddress(null)
                .onSuccess(counted -> answer(visit))
                .onFailure(tooOften -> visit.refuse(((RefusedException) tooOften).refusal()));
    }

    private void answer(Visit visit) {
        HttpMethod method = visit.context().request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            visit.context().response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            visit.refuse(CommonRefusal.METHOD_NOT_ALLOWED.because("This takes GET, HEAD."));
            return;
        }
        HttpServerRequest request = visit.context().request();
        if (Farewell.isDue(request)) {
            Farewell.announce(request);
            Farewell.bid(visit.context().vertx(), request);
        } else {
            request.resume();
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                // For everybody's eyes, those of pages of any origin among them.
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .end(documents.get(visit.path()));
    }
}
