package org.visita.gateway.pipe;

import io.quarkus.runtime.Startup;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.problem.Refusal;

/**
 * Carries requests to the services, each when it is whole, and their answers back, piece by piece. Made at the start, so
 * that a malformed public address is noticed then.
 */
@Startup
@ApplicationScoped
public class Pipe {

    /**
     * What the gateway itself says to the service about a request.
     *
     * @param token internal, stands for the caller
     */
    public record Introduction(String token, String clientAddress, String requestId) {}

    private final HttpClient client;
    private final GatewayConfig.Pipe config;
    private final PublicAddress publicAddress;

    @Inject
    Pipe(Vertx vertx, GatewayConfig config) {
        this.config = config.pipe();
        this.publicAddress = PublicAddress.of(config.publicUrl());
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout((int) this.config.connectTimeout().toMillis())
                        .setKeepAliveTimeout((int) this.config.keepAlive().toSeconds())
                        .setDecompressionSupported(false))
                .with(new PoolOptions()
                        .setHttp1MaxSize(this.config.connections())
                        .setMaxWaitQueueSize(this.config.waiting()))
                .build();
    }

    /**
     * Answers the request with what the service says.
     *
     * @param pathAndQuery normalised
     * @param refuse called, at most once, if the service says nothing that could be passed on
     */
    public void carry(
            RoutingContext context,
            Upstream upstream,
            String pathAndQuery,
            Introduction introduction,
            Handler<Refusal> refuse) {
        HttpServerRequest request = context.request();
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setSsl(upstream.tls())
                .setURI(pathAndQuery)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(config.requestTimeout().toMillis())
                .setHeaders(headers(request, introduction));
        new PipedExchange(client, config, upstream, options, context, refuse).start();
    }

    private MultiMap headers(HttpServerRequest request, Introduction introduction) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        TravellingHeaders.copyRequest(request.headers(), headers);
        publicAddress.tell(request.getHeader(HttpHeaders.HOST), request.isSSL(), headers);
        return headers.set("Authorization", "Bearer " + introduction.token())
                .set(TravellingHeaders.CLIENT_ADDRESS, introduction.clientAddress())
                .set(TravellingHeaders.REQUEST_ID, introduction.requestId());
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
