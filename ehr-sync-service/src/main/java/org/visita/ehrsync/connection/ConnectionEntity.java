package org.visita.ehrsync.connection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

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

    String status;

    @Column(name = "paused_reason")
    String pausedReason;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static ConnectionEntity of(Connection connection) {
        ConnectionEntity row = new ConnectionEntity();
        row.clinic = connection.clinic();
        row.id = connection.id();
        row.become(connection);
        row.createdAt = connection.createdAt();
        return row;
    }

    void become(Connection next) {
        version = next.version();
        name = next.name();
        baseUrl = next.baseUrl();
        status = next.status().name().toLowerCase(Locale.ROOT);
        pausedReason = next.pausedReason();
        updatedAt = next.updatedAt();
    }

    Connection toDomain() {
        return new Connection(
                clinic,
                id,
                version,
                name,
                baseUrl,
                ConnectionStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                pausedReason,
                createdAt,
                updatedAt);
    }
}
