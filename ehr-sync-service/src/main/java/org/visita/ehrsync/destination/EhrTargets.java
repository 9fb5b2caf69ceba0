package org.visita.ehrsync.destination;

import com.github.benmanes.caffeine.cache.Cache;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visita.ehrsync.EhrSyncConfig;

/** The connections as deliveries need them; read once per version of a connection, and kept. */
@ApplicationScoped
public class EhrTargets {

    private final SealedCredentials credentials;
    private final EhrSyncConfig.Delivery config;
    private final Cache<ConnectionRef, EhrTarget> kept;

    @Inject
    EhrTargets(SealedCredentials credentials, EhrSyncConfig config, Clock clock) {
        this.credentials = credentials;
        this.config = config.delivery();
        this.kept = IdleSecrets.cache(clock);
    }

    /** @param version that is known to be there, or a newer one was; a connection never goes back */
    public Uni<EhrTarget> of(ConnectionRef connection, int version) {
        EhrTarget known = kept.getIfPresent(connection);
        return known != null && known.version() >= version
                ? Uni.createFrom().item(known)
                : load(connection).invoke(target -> kept.asMap().merge(connection, target, EhrTargets::newer));
    }

    /** As it stands in the database now. */
    public Uni<EhrTarget> load(ConnectionRef connection) {
        return Panache.withSession(() -> row(connection)
                .chain(row -> codes(connection).map(codes -> toTarget(connection, row, new CodeMaps(codes)))));
    }

    private static EhrTarget newer(EhrTarget one, EhrTarget other) {
        return one.version() >= other.version() ? one : other;
    }

    private static Uni<Object[]> row(ConnectionRef connection) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                                select version, base_url, credentials_type, credentials, requests_per_second, creates_by,
                                       array_to_string(fields, ','), retry_attempts, retry_age_ms,
                                       retry_first_pause_ms, retry_longest_pause_ms
                                from connection where clinic = ?1 and id = ?2""", Object[].class)
                .setParameter(1, connection.clinic())
                .setParameter(2, connection.id())
                .getSingleResult());
    }

    private static Uni<List<CodeMaps.Entry>> codes(ConnectionRef connection) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select kind, local, system, code, display from code_map
                                where clinic = ?1 and connection_id = ?2""", Object[].class)
                        .setParameter(1, connection.clinic())
                        .setParameter(2, connection.id())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new CodeMaps.Entry(
                                (String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4]))
                        .toList());
    }

    private EhrTarget toTarget(ConnectionRef connection, Object[] row, CodeMaps codes) {
        return new EhrTarget(
                connection,
                (Integer) row[0],
                (String) row[1],
                credentials.open(connection, (String) row[2], (byte[]) row[3]),
                new RetryPolicy(
                        row[7] == null ? config.attempts() : (Integer) row[7],
                        millis(row[8], config.age()),
                        millis(row[9], config.firstPause()),
                        millis(row[10], config.longestPause())),
                (Integer) row[4],
                CreatesBy.of((String) row[5]),
                fields((String) row[6]),
                codes);
    }

    private static Set<FlowField> fields(String codes) {
        return Stream.of(codes.split(","))
                .filter(code -> !code.isEmpty())
                .map(FlowField::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Duration millis(Object column, Duration otherwise) {
        return column == null ? otherwise : Duration.ofMillis((Long) column);
    }
}
