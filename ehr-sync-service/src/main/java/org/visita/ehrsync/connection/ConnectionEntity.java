package org.visita.ehrsync.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.visita.ehrsync.destination.CreatesBy;
import org.visita.ehrsync.destination.Credentials;
import org.visita.ehrsync.destination.FlowField;

/** The row of a connection. */
@Entity
@Table(name = "connection")
@IdClass(ConnectionKey.class)
class ConnectionEntity {

    @Id
    String clinic;

    @Id
    UUID id;

    int version;

    String name;

    @Column(name = "base_url")
    String baseUrl;

    @Column(name = "credentials_type")
    String credentialsType;

    /** Sealed; null for none. */
    byte[] credentials;

    @Column(name = "requests_per_second")
    Integer requestsPerSecond;

    Integer concurrency;

    @Column(name = "retry_attempts")
    Integer retryAttempts;

    @Column(name = "retry_age_ms")
    Long retryAge;

    @Column(name = "retry_first_pause_ms")
    Long retryFirstPause;

    @Column(name = "retry_longest_pause_ms")
    Long retryLongestPause;

    @Column(name = "creates_by")
    String createsBy;

    String direction;

    boolean holds;

    @Column(name = "only_visit_types")
    String[] onlyVisitTypes;

    @Column(name = "only_practitioners")
    String[] onlyPractitioners;

    @Column(name = "only_locations")
    String[] onlyLocations;

    String[] fields;

    String status;

    @Column(name = "paused_reason")
    String pausedReason;

    @Column(name = "tested_at")
    Instant testedAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static ConnectionEntity of(Connection connection, byte[] sealed) {
        ConnectionEntity row = new ConnectionEntity();
        row.clinic = connection.clinic();
        row.id = connection.id();
        row.createdAt = connection.createdAt();
        row.become(connection, sealed);
        return row;
    }

    void become(Connection next, byte[] sealed) {
        version = next.version();
        credentialsType = next.credentials().type();
        credentials = sealed;
        createsBy = next.createsBy().code();
        status = next.status().name().toLowerCase(Locale.ROOT);
        pausedReason = next.pausedReason();
        testedAt = next.testedAt();
        updatedAt = next.updatedAt();
        become(next.settings());
    }

    private void become(ConnectionSettings settings) {
        name = settings.name();
        baseUrl = settings.baseUrl();
        requestsPerSecond = settings.limits().requestsPerSecond();
        concurrency = settings.limits().concurrency();
        retryAttempts = settings.retry().attempts();
        retryAge = millis(settings.retry().maxAge());
        retryFirstPause = millis(settings.retry().firstPause());
        retryLongestPause = millis(settings.retry().longestPause());
        direction = settings.flow().direction().name().toLowerCase(Locale.ROOT);
        holds = settings.flow().holds();
        onlyVisitTypes = settings.flow().visitTypes().toArray(String[]::new);
        onlyPractitioners = settings.flow().practitioners().toArray(String[]::new);
        onlyLocations = settings.flow().locations().toArray(String[]::new);
        fields = settings.flow().fields().stream().map(FlowField::code).toArray(String[]::new);
    }

    /** @param opened what is sealed in {@link #credentials} */
    Connection toDomain(Credentials opened) {
        return new Connection(
                clinic,
                id,
                version,
                new ConnectionSettings(
                        name,
                        baseUrl,
                        new Limits(requestsPerSecond, concurrency),
                        new Retry(
                                retryAttempts,
                                duration(retryAge),
                                duration(retryFirstPause),
                                duration(retryLongestPause)),
                        flow()),
                opened,
                CreatesBy.of(createsBy),
                ConnectionStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                pausedReason,
                testedAt,
                createdAt,
                updatedAt);
    }

    private Flow flow() {
        return new Flow(
                Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
                holds,
                List.of(onlyVisitTypes),
                List.of(onlyPractitioners),
                List.of(onlyLocations),
                Arrays.stream(fields).map(FlowField::of).toList());
    }

    private static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static Duration duration(Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
