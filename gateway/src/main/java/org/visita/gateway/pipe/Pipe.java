package org.visita.gateway.pipe;

import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.visita.gateway.GatewayConfig;
import org.visita.kit.problem.Refusal;

/**
 * Carries requests to the services and their answers back. Made at the start, so that a malformed public address is
 * noticed then.
 */
@Startup
@ApplicationScoped
public class Pipe {

    /**
     * What the gateway itself says to the service about a request.
     *
     * @param token internal, stands for the caller
     */
    public record Introduction(String token, String clientAddress, String requestId) {

        private String authorization() {
            return "Bearer " + token;
        }
    }

    /** Whom a request is carried for. */
    public interface Caller {

        Introduction introduction();

        /** Asked anew once a body has arrived; fails if the caller is not welcome any more. */
        Future<Introduction> again();
    }

    private final Lines lines;
    private final Load load;
    private final GatewayConfig.Pipe config;
    private final PublicAddress publicAddress;

    @Inject
    Pipe(Lines lines, Load load, GatewayConfig config) {
        this.lines = lines;
        this.load = load;
        this.config = config.pipe();
        this.publicAddress = PublicAddress.of(config.publicUrl());
    }

    /**
     * Counts the request among those on their way here, until it is answered.
     *
     * @throws org.visita.kit.problem.RefusedException if there is too much to do already
     */
    public void admit(RoutingContext context, Ending ending) {
        load.admit(context.vertx(), ending);
    }

    /**
     * Answers the request with what the service says.
     *
     * @param pathAndQuery normalised
     * @param mostBodyBytes of the request
     * @param refuse called, at most once, if the service says nothing that could be passed on
     */
    public void carry(
            RoutingContext context,
            Upstream upstream,
            String pathAndQuery,
            long mostBodyBytes,
            Caller caller,
            Handler<Refusal> refuse) {
        HttpServerRequest request = context.request();
        Line line = lines.to(upstream);
        RequestOptions options = to(upstream, line, request.method(), pathAndQuery)
                .setHeaders(headers(request.headers(), request, caller.introduction()));
        new PipedExchange(line, config, upstream, options, mostBodyBytes, caller, context, refuse).start();
    }

    /**
     * Asks a service on behalf of a caller, for an answer that is put together here.
     *
     * @param context of the caller's request
     * @param ending of the same; the service need not go on after that
     * @param mostBytes of the answer
     * @return fails with a {@link org.visita.kit.problem.RefusedException} if there is no answer to go by
     */
    public Future<Reply> ask(
            RoutingContext context,
            Ending ending,
            Upstream upstream,
            Question question,
            int mostBytes,
            Introduction introduction) {
        Line line = lines.to(upstream);
        RequestOptions options = to(upstream, line, question.method(), question.pathAndQuery())
                .setHeaders(headers(question.headers(), context.request(), introduction));
        return new AskedExchange(context.vertx(), line, options, question, mostBytes).start(ending);
    }

    /** What callers know this gateway by, as this one does: scheme, host and port. */
    public String publicAddress(HttpServerRequest request) {
        return publicAddress.as(PublicAddress.hostOf(request), request.isSSL());
    }

    static void introduceAgain(Introduction introduction, RequestOptions options) {
        options.getHeaders().set("Authorization", introduction.authorization());
    }

    private RequestOptions to(Upstream upstream, Line line, HttpMethod method, String pathAndQuery) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setSsl(upstream.tls())
                .setURI(pathAndQuery)
                // Longer than connecting, so that a connection that fails is told from one that is not free.
                .setConnectTimeout(config.connectTimeout().toMillis() * 3 / 2)
                .setIdleTimeout(line.settings().requestTimeout().toMillis());
    }

    private MultiMap headers(MultiMap travelling, HttpServerRequest request, Introduction introduction) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        TravellingHeaders.copyRequest(travelling, headers);
        publicAddress.tell(PublicAddress.hostOf(request), request.isSSL(), headers);
        return headers.set("Authorization", introduction.authorization())
                .set(TravellingHeaders.CLIENT_ADDRESS, introduction.clientAddress())
                .set(TravellingHeaders.REQUEST_ID, introduction.requestId());
    }
}
