package org.visita.kit.topics;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.visita.kit.problem.CommonRefusal;

/** Starts followers, ends them with the process, and says in readiness whether each has what it needs. */
@ApplicationScoped
@Readiness
@Default
public class TopicFollowers implements HealthCheck {

    private final String bootstrapServers;
    private final List<TopicFollower> followers = new CopyOnWriteArrayList<>();

    @Inject
    TopicFollowers(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** @param reader takes every entry of the topic, at least once, in order per key */
    public <T> TopicFollower follow(String topic, Class<T> type, Consumer<T> reader) {
        return follow(topic, type, StartPosition.BEGINNING, reader);
    }

    /** @param reader takes every entry from the start on, at least once, in order per key */
    public <T> TopicFollower follow(String topic, Class<T> type, StartPosition start, Consumer<T> reader) {
        TopicFollower follower = new TopicFollower(
                topic, bootstrapServers, start, (key, value) -> reader.accept(EventJson.read(value, type)));
        followers.add(follower);
        return follower.start();
    }

    /** Whether this process has applied all that stood in the topic a moment ago. */
    public boolean isCurrent(String topic) {
        return followers.stream()
                .filter(follower -> follower.topic().equals(topic))
                .allMatch(TopicFollower::isCurrent);
    }

    /**
     * Refuses to answer from a state that is still being read: what is missing there may just not have come yet.
     *
     * @throws org.visita.kit.problem.RefusedException with {@code unavailable}
     */
    public void requireCaughtUp(String topic) {
        boolean current = followers.stream()
                .filter(follower -> follower.topic().equals(topic))
                .allMatch(TopicFollower::caughtUp);
        if (!current) {
            throw CommonRefusal.UNAVAILABLE
                    .because("This replica has just started and is still reading. Nothing was changed.")
                    .retryAfter(Duration.ofSeconds(1))
                    .asException();
        }
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Topics followed in memory");
        boolean up = true;
        for (TopicFollower follower : followers) {
            String state = !follower.caughtUp() ? "catching up" : follower.connected() ? "current" : "cut off";
            response.withData(follower.topic(), state);
            up &= follower.caughtUp() && follower.connected();
        }
        return response.status(up).build();
    }

    @PreDestroy
    void close() {
        followers.forEach(TopicFollower::close);
    }
}
