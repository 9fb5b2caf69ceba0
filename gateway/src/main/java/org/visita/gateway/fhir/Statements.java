package org.visita.gateway.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.visita.gateway.pipe.Reply;
import org.visita.gateway.pipe.Upstream;
import org.visita.kit.problem.CommonRefusal;

/** What the services say they can, asked for once a minute at most; of one that is away, what it said last. */
public final class Statements {

    private static final Duration FRESH = Duration.ofMinutes(1);

    /** Of those that callers write into their requests. */
    private static final int MOST_HELD = 100;

    /** @param known address of this gateway, which a statement may repeat: nobody is told what another one wrote there */
    private record Asked(String service, String known) {}

    private record Held(JsonNode statement, Instant at) {}

    private final Cache<Asked, Held> held =
            Caffeine.newBuilder().maximumSize(MOST_HELD).build();
    private final ObjectMapper json;
    private final Clock clock;

    public Statements(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * In the order of the services.
     *
     * @param known what the caller knows this gateway by: scheme, host and port
     * @return fails with a refusal if one says nothing and never has
     */
    public Future<List<JsonNode>> of(String known, List<Upstream> services, Function<Upstream, Future<Reply>> ask) {
        return Future.all(services.stream()
                        .map(service -> of(new Asked(service.name(), known), service, ask))
                        .toList())
                .map(all -> all.list());
    }

    private Future<JsonNode> of(Asked asked, Upstream service, Function<Upstream, Future<Reply>> ask) {
        Held last = held.getIfPresent(asked);
        if (last != null && last.at().plus(FRESH).isAfter(clock.instant())) {
            return Future.succeededFuture(last.statement());
        }
        return ask.apply(service)
                .map(this::read)
                .onSuccess(read -> held.put(asked, new Held(read, clock.instant())))
                .recover(failure ->
                        last == null ? Future.failedFuture(failure) : Future.succeededFuture(last.statement()));
    }

    private JsonNode read(Reply reply) {
        try {
            JsonNode statement =
                    reply.status() == 200 ? json.readTree(reply.body().getBytes()) : null;
            if (statement != null && statement.path("resourceType").asText().equals("CapabilityStatement")) {
                return statement;
            }
        } catch (IOException notJson) {
            // As below.
        }
        throw CommonRefusal.UNAVAILABLE
                .because("A service does not say what it can.")
                .retryAfter(Duration.ofSeconds(1))
                .asException();
    }
}
