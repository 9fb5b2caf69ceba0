package org.visita.gateway.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.visita.gateway.GatewayConfig;
import org.visita.gateway.pipe.Farewell;
import org.visita.gateway.pipe.Handover;
import org.visita.gateway.pipe.TravellingHeaders;
import org.visita.kit.problem.CommonRefusal;
import org.visita.kit.problem.OperationOutcomeJson;
import org.visita.kit.problem.ProblemJson;
import org.visita.kit.problem.Refusal;

/** What every answer carries, and how the door itself says no. */
@ApplicationScoped
class Answers {

    private final ObjectMapper json;
    private final Duration deadline;

    @Inject
    Answers(ObjectMapper json, GatewayConfig config) {
        this.json = json;
        this.deadline = config.pipe().answerTimeout();
    }

    /** Written first, so that no service can leave them out. Answers are for programs: no browser is to act on one. */
    void prepare(Passage passage) {
        MultiMap headers = passage.context().response().headers();
        headers.set(TravellingHeaders.REQUEST_ID, passage.requestId());
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Strict-Transport-Security", "max-age=31536000");
    }

    /** This process begins what may change something: how it ends is on record also if its caller does not wait for it. */
    void begin(Passage passage) {
        passage.awaitsAnswer(deadline);
    }

    /** OperationOutcome below {@code /fhir}, a problem document elsewhere. */
    void refuse(Passage passage, Refusal refusal) {
        RoutingContext context = passage.context();
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            return;
        }
        passage.isRefused(refusal);
        if (response.closed()) {
            return;
        }
        String path = passage.target() == null ? null : passage.target().path();
        boolean fhir = isFhir(passage);
        response.setStatusCode(refusal.code().status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, fhir ? OperationOutcomeJson.MEDIA_TYPE : ProblemJson.MEDIA_TYPE);
        if (refusal.code() == CommonRefusal.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (refusal.retryAfter() != null) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, refusal.retryAfter().toSeconds())));
        }
        Object body = fhir
                ? OperationOutcomeJson.of(refusal, passage.traceId())
                : withLimits(ProblemJson.of(refusal, path, passage.traceId()), passage.violated());
        HttpServerRequest request = context.request();
        if (Farewell.isDue(request)) {
            Farewell.announce(request);
            Farewell.bid(context.vertx(), request);
        }
        response.end(toJson(body));
    }

    /** A FHIR resource that was put together here. */
    void give(Passage passage, JsonNode resource) {
        HttpServerResponse response = passage.context().response();
        if (!response.closed() && !response.ended()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, OperationOutcomeJson.MEDIA_TYPE);
            Handover.give(passage.context().vertx(), passage.request(), passage.ending(), toJson(resource), deadline);
        }
    }

    private static boolean isFhir(Passage passage) {
        // Of an address that could not be read, how it begins tells enough.
        String path = passage.target() == null
                ? passage.request().uri()
                : passage.target().path();
        return path != null && (path.equals("/fhir") || path.startsWith("/fhir/"));
    }

    /** Under the name that the IETF draft RateLimit header fields, 11, section 5.1, gives them. */
    private Object withLimits(ProblemJson problem, List<String> violated) {
        return violated.isEmpty()
                ? problem
                : json.<ObjectNode>valueToTree(problem).set("violated-policies", json.valueToTree(violated));
    }

    private Buffer toJson(Object body) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of ours cannot be written", impossible);
        }
    }
}
