package org.visita.ehrsync.access;

import com.github.benmanes.caffeine.cache.Cache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.visita.ehrsync.Contexts;
import org.visita.ehrsync.EhrSyncConfig;
import org.visita.ehrsync.destination.ConnectionRef;
import org.visita.ehrsync.destination.EhrTarget;
import org.visita.ehrsync.destination.IdleSecrets;

/** Access tokens, kept per connection until shortly before they end, in this process only. One request for one at a time. */
@ApplicationScoped
class AccessTokens {

    /** @param version of the connection: one that was changed may lead to another EHR, with other credentials */
    private record Kept(int version, String token, Instant until) {

        @Override
        public String toString() {
            return "token until " + until;
        }
    }

    /** @param token shared by all who wait for it */
    private record Asked(int version, Uni<String> token) {}

    private final TokenEndpoint endpoint;
    private final Duration margin;
    private final Clock clock;
    private final Cache<ConnectionRef, Kept> kept;
    private final Map<ConnectionRef, Asked> asked = new ConcurrentHashMap<>();

    @Inject
    AccessTokens(TokenEndpoint endpoint, EhrSyncConfig config, Clock clock) {
        this.endpoint = endpoint;
        this.margin = config.ehr().tokenMargin();
        this.clock = clock;
        this.kept = IdleSecrets.cache(clock);
    }

    Uni<String> of(EhrTarget target) {
        Kept known = kept.getIfPresent(target.connection());
        return known != null
                        && known.version() == target.version()
                        && known.until().isAfter(clock.instant())
                ? Uni.createFrom().item(known.token())
                : Contexts.here(asked.compute(
                                target.connection(),
                                (connection, running) -> running != null && running.version() == target.version()
                                        ? running
                                        : ask(target))
                        .token());
    }

    /** It was refused. Only if it is the one that is kept: another call may have got a new one meanwhile. */
    void forget(EhrTarget target, String token) {
        kept.asMap()
                .computeIfPresent(
                        target.connection(),
                        (connection, known) -> known.token().equals(token) ? null : known);
    }

    private Asked ask(EhrTarget target) {
        Uni<String> token = endpoint.token(target.credentials())
                .invoke(fresh ->
                        kept.put(target.connection(), new Kept(target.version(), fresh.value(), until(fresh.life()))))
                .map(AccessToken::value)
                .onTermination()
                .invoke(() -> asked.computeIfPresent(
                        target.connection(),
                        (connection, running) -> running.version() == target.version() ? null : running))
                .memoize()
                .indefinitely();
        return new Asked(target.version(), token);
    }

    private Instant until(Duration life) {
        Duration half = life.dividedBy(2);
        return clock.instant().plus(life).minus(margin.compareTo(half) < 0 ? margin : half);
    }
}
