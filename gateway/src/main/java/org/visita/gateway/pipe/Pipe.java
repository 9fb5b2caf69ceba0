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
import java.util.List;
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

        /** For one of several requests that came as one. */
        public Introduction as(String otherRequestId) {
            return new Introduction(token, clientAddress, otherRequestId);
        }

        private String authorization() {
            return "Bearer " + token;
        }
    }

    /**
     * Where a request is carried to, and for what.
     *
     * @param pathAndQuery normalised
     * @param mostBodyBytes of the request
     * @param isLong whether the answer may take minutes, as there is so much of it
     * @param isChange whether it may change something: once it is sent whole, its answer is waited for, also if the
     *     caller leaves
     */
    public record Errand(
            Upstream upstream, String pathAndQuery, long mostBodyBytes, boolean isLong, boolean isChange) {}

    /** Whom a request is carried for. */
    public interface Caller {

        Introduction introduction();

        /** Asked anew once a body has arrived; fails if the caller is not welcome any more. */
        Future<Introduction> again();

        /**
         * The service has answered: what it did is done.
         *
         * @param notes what it says of that for the audit trail; mostly one, and none if it says nothing
         */
        void answered(List<String> notes);
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
     * @param ending of the request; it has no end before it is known what became of a change
     * @param refuse called, at most once, if the service says nothing that could be passed on to a caller who is there
     */
    public void carry(RoutingContext context, Ending ending, Errand errand, Caller caller, Handler<Refusal> refuse) {
        HttpServerRequest request = context.request();
        Line line = lines.to(errand.upstream());
        LineSettings settings = errand.isLong() ? line.settings().forLongAnswers(config) : line.settings();
        RequestOptions options = to(errand.upstream(), settings, request.method(), errand.pathAndQuery())
                .setHeaders(headers(request.headers(), request, caller.introduction()));
        new PipedExchange(line, settings, config, errand, options, caller, context, ending, refuse).start();
    }

    /**
     * Asks a service on behalf of a caller, for an answer that is put together here.
     *
     * @param context of the caller's request
     * @param ending of the same; the service need not go on after that, unless it was asked for a change
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
        RequestOptions options = to(upstream, line.settings(), question.method(), question.pathAndQuery())
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

    private RequestOptions to(Upstream upstream, LineSettings settings, HttpMethod method, String pathAndQuery) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setSsl(upstream.tls())
                .setURI(pathAndQuery)
                // Longer than connecting, so that a connection that fails is told from one that is not free.
                .setConnectTimeout(config.connectTimeout().toMillis() * 3 / 2)
                .setIdleTimeout(settings.requestTimeout().toMillis());
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
