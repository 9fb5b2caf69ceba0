package org.visita.audit.entry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.logging.Logger;
import org.visita.audit.AuditConfig;
import org.visita.kit.database.SqlStates;

/** Appends entries to the trail, each once, however often it comes, and however long the database is away. */
@ApplicationScoped
class AppendEntries {

    private static final Logger LOG = Logger.getLogger(AppendEntries.class);

    /** @param position topic, partition and offset, for the log */
    record Received(String position, AuditEntry entry) {}

    private final Entries entries;
    private final AuditConfig config;
    private final Counter refused;

    @Inject
    AppendEntries(Entries entries, AuditConfig config, MeterRegistry registry) {
        this.entries = entries;
        this.config = config;
        this.refused = registry.counter("visita_audit_refused");
    }

    Uni<Void> append(List<Received> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return store(batch)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "%d audit entries could not be stored (%s); they wait in Kafka and are tried again within %s",
                        batch.size(), failure.getClass().getSimpleName(), config.longestRetry()))
                .onFailure()
                .retry()
                .withBackOff(config.firstRetry(), config.longestRetry())
                .indefinitely();
    }

    private Uni<Void> store(List<Received> batch) {
        return entries.append(batch.stream().map(Received::entry).toList())
                .onFailure(AppendEntries::isAboutTheContent)
                .recoverWithUni(() -> storeOneByOne(batch));
    }

    /** One entry that cannot be stored must not keep the others out. */
    private Uni<Void> storeOneByOne(List<Received> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(received -> entries.append(List.of(received.entry()))
                        .onFailure(AppendEntries::isAboutTheContent)
                        .recoverWithUni(() -> skip(received)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> skip(Received received) {
        refused.increment();
        LOG.errorf("Skipped %s: the database does not take what it holds", received.position());
        return Uni.createFrom().voidItem();
    }

    private static boolean isAboutTheContent(Throwable failure) {
        return SqlStates.of(failure).filter(SqlStates::isAboutTheContent).isPresent();
    }
}
