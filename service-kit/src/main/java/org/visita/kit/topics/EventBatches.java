package org.visita.kit.topics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.visita.kit.context.FreshContext;
import org.visita.kit.database.SqlStates;

/**
 * How a consumer that writes to its database takes a batch of records: reads what can be read, counts what cannot, and
 * tries to apply it until the database has it. The batch is acknowledged by its end, so nothing is skipped, however
 * long the database is away.
 */
@ApplicationScoped
public class EventBatches {

    private static final Logger LOG = Logger.getLogger(EventBatches.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    /** For a batch; PostgreSQL ends a transaction in which nothing is done after 10 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MeterRegistry registry;
    private final FreshContext contexts;

    @Inject
    EventBatches(MeterRegistry registry, FreshContext contexts) {
        this.registry = registry;
        this.contexts = contexts;
    }

    /**
     * @param topic for metrics and logs
     * @param work applies the events in one transaction; it may run several times
     */
    public <T> Uni<Void> apply(String topic, List<byte[]> records, Class<T> type, Function<List<T>, Uni<Void>> work) {
        List<T> events = readable(topic, records, type);
        return once(events, work)
                .onFailure(EventBatches::isAboutTheContent)
                .recoverWithUni(() -> inOrder(events, event -> applyOrSkip(topic, event, work)))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "Applying %d records of %s failed (%s); they are kept and tried again",
                        events.size(), topic, failure.getClass().getSimpleName()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }

    /**
     * On a context of its own, and not for ever: after an outage of the broker a batch was seen to begin and never to
     * end, and with it all news.
     */
    private <T> Uni<Void> once(List<T> events, Function<List<T>, Uni<Void>> work) {
        return contexts.run(() -> work.apply(events)).ifNoItem().after(PATIENCE).fail();
    }

    /** One event that cannot be applied must not keep out all that follow. */
    private <T> Uni<Void> applyOrSkip(String topic, T event, Function<List<T>, Uni<Void>> work) {
        return once(List.of(event), work)
                .onFailure(EventBatches::isAboutTheContent)
                .recoverWithUni(failure -> {
                    skip(topic, failure.getClass().getSimpleName());
                    return Uni.createFrom().voidItem();
                });
    }

    /**
     * What the database does not take, and what our own code makes of a record that reads but says nothing: trying again
     * would not help.
     */
    private static boolean isAboutTheContent(Throwable failure) {
        return SqlStates.of(failure)
                .map(SqlStates::isAboutTheContent)
                .orElse(failure instanceof NullPointerException || failure instanceof IllegalArgumentException);
    }

    /** From the start: of a series that begins with 1, no rule sees that it grew. */
    void register(@Observes StartupEvent started, Config config) {
        for (String property : config.getPropertyNames()) {
            if (property.startsWith("mp.messaging.incoming.") && property.endsWith(".topic")) {
                unreadable(config.getValue(property, String.class));
            }
        }
    }

    private Counter unreadable(String topic) {
        return registry.counter("visita_events_unreadable", "topic", topic);
    }

    private void skip(String topic, String why) {
        unreadable(topic).increment();
        LOG.errorf("Skipped a record of %s: %s", topic, why);
    }

    private <T> List<T> readable(String topic, List<byte[]> records, Class<T> type) {
        List<T> events = new ArrayList<>(records.size());
        for (byte[] record : records) {
            try {
                events.add(EventJson.read(record, type));
            } catch (UnreadableEventException unreadable) {
                skip(topic, unreadable.getMessage());
            }
        }
        return events;
    }

    /** One after the other, for work in one transaction. */
    public static <T> Uni<Void> inOrder(List<T> events, Function<T, Uni<Void>> each) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (T event : events) {
            all = all.chain(() -> each.apply(event));
        }
        return all;
    }
}
