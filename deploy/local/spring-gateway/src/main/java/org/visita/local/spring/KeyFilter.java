package org.visita.local.spring;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets a known key in, as often as two windows allow. */
class KeyFilter implements GlobalFilter, Ordered {

    private static final int PLENTY_A_SECOND = 1_000_000;

    private final Map<String, Bucket> keys;

    KeyFilter(String key) {
        keys = Map.of(
                key,
                Bucket.builder()
                        .addLimit(window(PLENTY_A_SECOND, Duration.ofSeconds(1)))
                        .addLimit(window(60L * PLENTY_A_SECOND, Duration.ofMinutes(1)))
                        .build());
    }

    private static Bandwidth window(long requests, Duration length) {
        return Bandwidth.builder()
                .capacity(requests)
                .refillGreedy(requests, length)
                .build();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String presented = exchange.getRequest().getHeaders().getFirst("X-API-Key");
        Bucket bucket = presented == null ? null : keys.get(presented);
        if (bucket == null) {
            return end(exchange, HttpStatus.UNAUTHORIZED);
        }
        return bucket.tryConsume(1) ? chain.filter(exchange) : end(exchange, HttpStatus.TOO_MANY_REQUESTS);
    }

    private static Mono<Void> end(ServerWebExchange exchange, HttpStatus status) {
        exchange.getResponse().setStatusCode(status);
        return exchange.getResponse().setComplete();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
