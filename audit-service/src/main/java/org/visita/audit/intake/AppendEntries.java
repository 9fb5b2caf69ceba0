package org.visita.audit.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.visita.audit.AuditConfig;
import org.visita.kit.database.SqlStates;

/** Appends what came from Kafka, however long the database is away. */
@ApplicationScoped
class AppendEntries {

    private static final Logger LOG = Logger.getLogger(AppendEntries.class);

    /** @param position topic, partition and offset, for the log */
    record Received(String position, AuditEntry entry) {}

    private static final int FEW = 500;

    private final AppendBatch batches;
    private final AuditConfig config;
    private final Counter refused;

    @Inject
    AppendEntries(AppendBatch batches, AuditConfig config, MeterRegistry registry) {
        this.batches = batches;
        this.config = config;
        this.refused = registry.counter("visita_audit_refused");
    }

    /** @param reading takes a while for thousands of records, so no event loop does it */
    Uni<Void> append(Supplier<List<Received>> reading) {
        return Uni.createFrom()
                .item(reading)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(received -> received.isEmpty() ? Uni.createFrom().voidItem() : append(received));
    }

    private Uni<Void> append(List<Received> received) {
        return Uni.createFrom()
                .<Void>emitter(done -> {
                    try {
                        store(received);
                        done.complete(null);
                    } catch (SQLException | RuntimeException failure) {
                        done.fail(failure);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "%d audit entries could not be stored (%s); they wait in Kafka and are tried again within %s",
                        received.size(), failure.getClass().getSimpleName(), config.longestRetry()))
                .onFailure()
                .retry()
                .withBackOff(config.firstRetry(), config.longestRetry())
                .indefinitely();
    }

    /** One entry that cannot be stored must not keep the others out: it is looked for by halves. */
    private void store(List<Received> received) throws SQLException {
        try {
            batches.append(received.stream().map(Received::entry).toList());
        } catch (SQLException failure) {
            boolean content = isAboutTheContent(failure);
            if (!content && !isTooMuch(failure, received.size())) {
                throw failure;
            }
            if (received.size() == 1) {
                refused.increment();
                LOG.errorf(
                        "Skipped %s: the database does not take what it holds",
                        received.getFirst().position());
                return;
            }
            store(received.subList(0, received.size() / 2));
            store(received.subList(received.size() / 2, received.size()));
        }
    }

    /** Also what is there already, whatever is tried, and cannot be found: it is stored otherwise than it came. */
    private static boolean isAboutTheContent(SQLException failure) {
        AppendFailure kind = AppendFailure.of(failure);
        return kind == AppendFailure.THERE_ALREADY
                || kind == AppendFailure.OTHER
                        && SqlStates.of(failure)
                                .filter(SqlStates::isAboutTheContent)
                                .isPresent();
    }

    /** So few never are: then it is the database that is slow, and waiting helps. */
    private static boolean isTooMuch(SQLException failure, int entries) {
        return AppendFailure.of(failure) == AppendFailure.TOO_LONG && entries > FEW;
    }
}
